using System.Text;
using Microsoft.Extensions.Logging;
using Odagrun.GitLab.Api;
using Odagrun.Masking;

namespace Odagrun.GitLab.Trace;

/// <summary>Puts the parts together: writer → limited log → buffer file, and the loop that sends the buffer.</summary>
internal sealed class JobTrace : IJobTrace
{
    private readonly JobTraceOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly TraceBuffer _buffer;
    private readonly TraceWriter _writer;
    private readonly TraceSender _sender;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _dispose = new();
    private readonly Task _loop;

    public JobTrace(IRunnerApi api, JobTraceOptions options, ISecretMasker masker, TimeProvider time, ILogger logger)
    {
        _options = options;
        _time = time;
        _logger = logger;
        _buffer = TraceBuffer.Create(options.BufferPath);
        _sender = new TraceSender(api, options, _buffer, time, logger);
        SendLoop? loop = null;
        _writer = new TraceWriter(new LimitedLog(_buffer, options.Limit), masker, options.Timestamps, time, () => loop!.Wake());
        loop = new SendLoop(_sender, _writer, time);
        _loop = Task.Run(() => loop.RunAsync(_stop.Token, _dispose.Token));
    }

    public CancellationToken Canceling => _sender.Canceling;

    public CancellationToken Aborted => _sender.Aborted;

    public void Write(string text) => _writer.Write(TraceStream.Executor, Encoding.UTF8.GetBytes(text));

    public void Write(TraceStream stream, ReadOnlySpan<byte> bytes) => _writer.Write(stream, bytes);

    public IDisposable OpenSection(string name, string header, bool collapsed = false)
    {
        if (!_options.Sections)
        {
            _writer.WriteAfterAll($"{header}\n");
            return NoSection.Instance;
        }

        _writer.WriteAfterAll($"{TraceSection.Start(name, collapsed, _time)}{header}\n");
        return new TraceSection(_writer, name, _time);
    }

    public async Task<JobUpdateResult> FinishAsync(JobState state, FailureReason? reason, int exitCode, CancellationToken cancellationToken)
    {
        _writer.Close();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (Aborted.IsCancellationRequested)
        {
            return JobUpdateResult.Abort;
        }

        var update = new JobUpdate(state, reason, exitCode, null, _options.SupportedReasons);
        return await new FinalReport(_sender, _buffer, _options, _time, _logger).SendAsync(update, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _dispose.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // given up on purpose; FinishAsync is where it is heard
        _buffer.Dispose();
        _sender.Dispose();
        _stop.Dispose();
        _dispose.Dispose();
    }
}
