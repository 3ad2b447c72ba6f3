using Odagrun.GitLab.Api;

namespace Odagrun.GitLab.Trace;

/// <summary>
/// The log of one running job on its way to GitLab: masks, stamps and limits what is written, keeps it on disk, sends it in
/// the server's interval, resumes at the server's offset, sends heartbeats, and ends the job. Writing never waits for the network.
/// </summary>
public interface IJobTrace : IAsyncDisposable
{
    /// <summary>Cancelled when GitLab says <c>canceling</c>: stop the scripts, run after_script.</summary>
    CancellationToken Canceling { get; }

    /// <summary>Cancelled when GitLab says the job is over (canceled, failed, 403): stop everything.</summary>
    CancellationToken Aborted { get; }

    /// <summary>The executor's own lines: stream <c>00O</c>. May hold ANSI colours; ends lines itself where it should.</summary>
    void Write(string text);

    /// <summary>The job's output as it comes; <paramref name="stream"/> tells stdout from stderr and the job from its services.</summary>
    void Write(TraceStream stream, ReadOnlySpan<byte> bytes);

    /// <summary>Opens a section, where the server wants sections; disposing closes it.</summary>
    IDisposable OpenSection(string name, string header, bool collapsed = false);

    /// <summary>
    /// Sends the rest of the log and then the final state with checksum and size, until GitLab has taken it or says the job is over;
    /// retried with growing delays (10 tries).
    /// </summary>
    Task<JobUpdateResult> FinishAsync(JobState state, FailureReason? reason, int exitCode, CancellationToken cancellationToken);
}
