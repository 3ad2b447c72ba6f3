namespace Odagrun.Executor;

/// <summary>How the program ends; FollowJob and the integrated commands' users see these.</summary>
internal static class ExitCode
{
    /// <summary>All went well: the job succeeded.</summary>
    internal const int Success = 0;

    /// <summary>The job failed, and GitLab knows it.</summary>
    internal const int JobFailed = 1;

    /// <summary>An integrated command failed.</summary>
    internal const int CommandFailed = 1;

    /// <summary>The command line makes no sense.</summary>
    internal const int Usage = 2;

    /// <summary>What was handed over cannot be read, so there is no job to report on.</summary>
    internal const int HandoverUnreadable = 3;

    /// <summary>The job ended, and GitLab could not be told.</summary>
    internal const int NotReported = 4;

    /// <summary>An integrated command was asked for something that this job has no right to.</summary>
    internal const int Refused = 5;

    /// <summary>A service's program can't be started; what shells say of a command they do not find.</summary>
    internal const int CannotStart = 127;

    /// <summary>A fault of this program.</summary>
    internal const int Fault = 70;
}
