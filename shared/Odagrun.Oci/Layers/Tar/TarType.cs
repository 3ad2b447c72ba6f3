namespace Odagrun.Oci.Layers.Tar;

/// <summary>The type flags of tar that layers use (POSIX.1-2001 pax; GNU tar for L and K).</summary>
internal static class TarType
{
    public const char File = '0';
    public const char OldFile = '\0';
    public const char HardLink = '1';
    public const char SymbolicLink = '2';
    public const char Directory = '5';
    public const char ContiguousFile = '7';
    public const char PaxHeader = 'x';
    public const char PaxGlobalHeader = 'g';
    public const char GnuLongName = 'L';
    public const char GnuLongLink = 'K';
}
