namespace Odagrun.Handover;

/// <summary>The names by which a pod tells its executor what it needs; the executor clears them before anything of the job runs.</summary>
public static class ExecutorEnvironment
{
    /// <summary>The job's key, base64.</summary>
    public const string Key = "ODAGRUN_JOB_KEY";

    /// <summary>The job's name, bound into the seal.</summary>
    public const string JobName = "ODAGRUN_JOB_NAME";

    /// <summary>Sentences for the beginning of the job's log, one a line: what became of the job's wishes. Nothing secret.</summary>
    public const string Notes = "ODAGRUN_JOB_NOTES";

    /// <summary>
    /// Seconds that a pod has from being asked to end (SIGTERM) until it is killed, a whole number; 30 where it is not set.
    /// </summary>
    public const string Grace = "ODAGRUN_JOB_GRACE";

    /// <summary>
    /// Path of the sealed envelope, or of its pieces (<see cref="SealedFile"/>): a Secret of
    /// Kubernetes holds one MiB.
    /// </summary>
    public const string Envelope = "ODAGRUN_ENVELOPE";

    /// <summary>Path of the termination message.</summary>
    public const string TerminationLog = "ODAGRUN_TERMINATION_LOG";

    /// <summary>Default of <see cref="Envelope"/>.</summary>
    public const string DefaultEnvelopePath = "/.odagrun/job/envelope";

    /// <summary>Default of <see cref="TerminationLog"/>.</summary>
    public const string DefaultTerminationLog = "/dev/termination-log";

    /// <summary>The executor image's Entrypoint.</summary>
    public static IReadOnlyList<string> Entrypoint { get; } = ["/.odagrun/bin/odagrun", "run-job"];

    /// <summary>A composed service image's Entrypoint; it reads a <see cref="ServiceEnvelope"/>.</summary>
    public static IReadOnlyList<string> ServiceEntrypoint { get; } = ["/.odagrun/bin/odagrun", "run-service"];
}
