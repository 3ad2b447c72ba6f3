using System.Net;

namespace Odagrun.Lab;

/// <summary>How a Lab behaves; the defaults are those of a current GitLab.</summary>
public sealed record LabOptions
{
    /// <summary>Port of API, git and page; 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>Where it listens.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>Port of the object storage; 0: a free one.</summary>
    public int StoragePort { get; init; }

    /// <summary>
    /// Base URL as runners and jobs reach it, where that is not where it listens: behind a proxy or a forwarded port, or when it
    /// listens on all addresses. Null: <see cref="Address"/> and the port; for all addresses, the loopback one.
    /// </summary>
    public Uri? ExternalUrl { get; init; }

    /// <summary>
    /// As <see cref="ExternalUrl"/>, of the object storage; null: <see cref="ExternalUrl"/>'s host and the storage's own port.
    /// </summary>
    public Uri? ExternalStorageUrl { get; init; }

    /// <summary>Repositories, logs and artifacts; null: a temporary directory, removed at the end.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The clock of all deadlines.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>
    /// Whether jobs wait for an acknowledgement of runners that declare <c>two_phase_job_commit</c>; false: an old server.
    /// </summary>
    public bool TwoPhaseCommit { get; init; } = true;

    /// <summary>How long an assigned job waits for its acknowledgement.</summary>
    public TimeSpan AcknowledgementWait { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How often a job whose acknowledgement never came is tried again.</summary>
    public int AcknowledgementRetries { get; init; } = 2;

    /// <summary>How long a job request with a current <c>last_update</c> is held; zero: not at all.</summary>
    public TimeSpan LongPolling { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>Value of <c>X-GitLab-Trace-Update-Interval</c>; null: 3 s while the log is watched, else 60 s.</summary>
    public TimeSpan? TraceUpdateInterval { get; init; }

    /// <summary>Artifacts above this size are answered 413.</summary>
    public long MaxArtifactBytes { get; init; } = 100L << 20;

    /// <summary>A job whose log grows above this size is dropped.</summary>
    public long MaxTraceBytes { get; init; } = 100L << 20;

    /// <summary>Whether a final state with a wrong log checksum is answered 412 (once a job); it is recorded either way.</summary>
    public bool RejectWrongChecksum { get; init; }

    /// <summary>The project's default clone depth; 0: whole history.</summary>
    public int GitDepth { get; init; } = 20;

    /// <summary>Whether a git push makes pipelines.</summary>
    public bool PipelinesOnPush { get; init; } = true;

    /// <summary>Whether artifact downloads that ask for it are redirected to the storage port.</summary>
    public bool DirectDownload { get; init; } = true;

    /// <summary>Host and port of the registry told to jobs as <c>CI_REGISTRY</c>; null: none.</summary>
    public string? Registry { get; init; }

    /// <summary>The server's version as told to jobs.</summary>
    public string ServerVersion { get; init; } = "19.4.0";
}
