using System.Text;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Trace;
using Odagrun.Masking;

namespace Odagrun.Executor.Jobs;

/// <summary>What is said when the job's log is closed: goes to the pod's own, masked like that.</summary>
internal sealed class PodLog(TextWriter output, ISecretMasker masker) : IJobTrace
{
    public CancellationToken Canceling => CancellationToken.None;

    public CancellationToken Aborted => CancellationToken.None;

    public void Write(string text) => output.Write(masker.Mask(text));

    public void Write(TraceStream stream, ReadOnlySpan<byte> bytes) => Write(Encoding.UTF8.GetString(bytes));

    public IDisposable OpenSection(string name, string header, bool collapsed = false)
    {
        Write(header + "\n");
        return Stream.Null;
    }

    public Task<JobUpdateResult> FinishAsync(JobState state, FailureReason? reason, int exitCode, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the job has its final state");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
