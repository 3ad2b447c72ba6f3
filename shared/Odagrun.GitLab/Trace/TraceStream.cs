namespace Odagrun.GitLab.Trace;

/// <summary>Where a line of the trace comes from: a number (00 the executor, 01 the job, 15 and up services) and out or err.</summary>
public readonly record struct TraceStream(byte Number, bool IsError)
{
    /// <summary>The executor's own lines.</summary>
    public static TraceStream Executor { get; } = new(0, false);

    /// <summary>The job's stdout.</summary>
    public static TraceStream JobOutput { get; } = new(1, false);

    /// <summary>The job's stderr.</summary>
    public static TraceStream JobError { get; } = new(1, true);
}
