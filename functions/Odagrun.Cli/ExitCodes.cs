namespace Odagrun.Cli;

/// <summary>How the program ends (BSD's sysexits.h where one fits); docs/deploy.md lists them.</summary>
internal static class ExitCodes
{
    /// <summary>Done; the doctor found nothing wrong, or warnings only.</summary>
    public const int Ok = 0;

    /// <summary>The doctor found a problem.</summary>
    public const int Problems = 1;

    /// <summary>Wrong arguments.</summary>
    public const int Usage = 64;

    /// <summary>What was given to be edited is not what it should be.</summary>
    public const int Data = 65;

    /// <summary>GitLab or Kubernetes could not be asked.</summary>
    public const int Unavailable = 69;

    /// <summary>The Secret or file could not be written.</summary>
    public const int CannotCreate = 73;

    /// <summary>GitLab refuses the token.</summary>
    public const int TokenRefused = 77;

    /// <summary>Settings are wrong or missing; what depends on them was not checked.</summary>
    public const int Configuration = 78;
}
