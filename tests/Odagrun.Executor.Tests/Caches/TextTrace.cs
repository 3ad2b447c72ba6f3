using System.Text;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Trace;

namespace Odagrun.Executor.Tests.Caches;

/// <summary>A log in memory.</summary>
internal sealed class TextTrace : IJobTrace
{
    private readonly StringBuilder _text = new();

    public CancellationToken Canceling => CancellationToken.None;

    public CancellationToken Aborted => CancellationToken.None;

    public string Text
    {
        get
        {
            lock (_text)
            {
                return _text.ToString();
            }
        }
    }

    public void Write(string text)
    {
        lock (_text)
        {
            _text.Append(text);
        }
    }

    public void Write(TraceStream stream, ReadOnlySpan<byte> bytes) => Write(Encoding.UTF8.GetString(bytes));

    public IDisposable OpenSection(string name, string header, bool collapsed = false) => new MemoryStream();

    public Task<JobUpdateResult> FinishAsync(JobState state, FailureReason? reason, int exitCode, CancellationToken cancellationToken) =>
        Task.FromResult(JobUpdateResult.Ok);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
