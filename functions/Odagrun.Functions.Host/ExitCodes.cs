namespace Odagrun.Functions.Host;

/// <summary>How the program ends (BSD's sysexits.h where one fits).</summary>
internal static class ExitCodes
{
    /// <summary>Asked to stop; with <c>--until-idle</c>: nothing is left to do.</summary>
    public const int Ok = 0;

    public const int Failed = 1;

    public const int Usage = 64;

    /// <summary><c>--until-idle</c>: GitLab or the queues could not be asked whether there is something to do.</summary>
    public const int Unavailable = 69;

    /// <summary><c>--until-idle</c>: asked to stop before nothing was left; what was at hand is handed over.</summary>
    public const int Interrupted = 75;

    public const int Configuration = 78;
}
