using Odagrun.GitLab.Api;

namespace Odagrun.GitLab.Trace;

/// <summary>How a job's trace behaves.</summary>
public sealed record JobTraceOptions
{
    /// <summary>What authorises the calls.</summary>
    public required JobAccess Job { get; init; }

    /// <summary>Where the log is kept until it is sent; the file is made and removed by the trace.</summary>
    public required string BufferPath { get; init; }

    /// <summary>Each line gets its time and stream (FF_TIMESTAMPS).</summary>
    public bool Timestamps { get; init; } = true;

    /// <summary>Section markers (payload <c>features.trace_sections</c>).</summary>
    public bool Sections { get; init; } = true;

    /// <summary>The log is visible to fewer people (CI_DEBUG_TRACE, CI_DEBUG_SERVICES).</summary>
    public bool DebugTrace { get; init; }

    /// <summary>Bytes after which output is no longer collected; GitLab Runner's default is 4 MiB, ours 16 MiB.</summary>
    public long Limit { get; init; } = 16L << 20;

    /// <summary>Where this trace goes on: what FollowJob has written already stays.</summary>
    public bool ResumeAtServerSize { get; init; } = true;

    /// <summary>Reasons the server knows (payload <c>features.failure_reasons</c>).</summary>
    public IReadOnlyList<string> SupportedReasons { get; init; } = [];
}
