namespace Odagrun.Functions.Images.Layers;

/// <summary>Nothing in our images can be written by whom they run as.</summary>
internal static class FileModes
{
    public const UnixFileMode Program = (UnixFileMode)0x16D; // r-xr-xr-x
    public const UnixFileMode Data = (UnixFileMode)0x124; // r--r--r--
    public const UnixFileMode ForAll = (UnixFileMode)0x3FF; // rwxrwxrwt
}
