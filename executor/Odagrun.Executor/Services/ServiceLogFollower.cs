using System.Text;
using Odagrun.GitLab.Trace;

namespace Odagrun.Executor.Services;

/// <summary>CI_DEBUG_SERVICES: brings what one service prints into the job's log, line by line, until the job ends.</summary>
internal sealed class ServiceLogFollower : IAsyncDisposable
{
    private const int LongestLine = 8 << 10;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(500);

    private readonly string _path;
    private readonly byte[] _prefix;
    private readonly TraceStream _stream;
    private readonly IJobTrace _trace;
    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<byte> _line = [];
    private readonly Task _running;
    private long _position;

    internal ServiceLogFollower(string path, string title, int index, IJobTrace trace, TimeProvider clock)
    {
        _path = path;
        _prefix = Encoding.UTF8.GetBytes($"[service:{title}] ");
        // GitLab numbers services from 15 on; two digits have no room for more than 241.
        _stream = new TraceStream((byte)Math.Min(15 + index, byte.MaxValue), false);
        _trace = trace;
        _clock = clock;
        _running = Task.Run(RunAsync);
    }

    /// <summary>Brings over what is left and stops.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        var buffer = new byte[64 << 10];
        do
        {
            while (Read(buffer) is > 0 and var count)
            {
                Take(buffer.AsSpan(0, count));
            }

            await Task.Delay(LookAgain, _clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        while (!_stop.IsCancellationRequested);

        while (Read(buffer) is > 0 and var count)
        {
            Take(buffer.AsSpan(0, count));
        }

        WriteLine();
    }

    private int Read(byte[] buffer)
    {
        try
        {
            using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            file.Position = _position;
            var count = file.Read(buffer);
            _position += count;
            return count;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Not there yet, or never: the job does not depend on it.
            return 0;
        }
    }

    private void Take(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one == (byte)'\n' || _line.Count == LongestLine)
            {
                WriteLine();
            }

            if (one != (byte)'\n')
            {
                _line.Add(one);
            }
        }
    }

    private void WriteLine()
    {
        if (_line.Count > 0)
        {
            _trace.Write(_stream, [.. _prefix, .. _line, (byte)'\n']);
            _line.Clear();
        }
    }
}
