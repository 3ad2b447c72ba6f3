namespace Odagrun.Functions.Host;

/// <summary>How the program ends (BSD's sysexits.h where one fits).</summary>
internal static class ExitCodes
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 64;
    public const int Configuration = 78;
}
