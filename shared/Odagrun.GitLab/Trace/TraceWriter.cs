using System.Buffers;
using System.Text;
using Odagrun.Masking;

namespace Odagrun.GitLab.Trace;

/// <summary>Takes what is written from all sides, one at a time, through its stream's channel to the log.</summary>
internal sealed class TraceWriter(LimitedLog log, ISecretMasker masker, bool timestamps, TimeProvider time, Action written)
{
    // What one pass holds in memory, whatever the size of a write.
    private const int Slice = 64 * 1024;

    private readonly Lock _lock = new();
    private readonly Dictionary<TraceStream, TraceChannel> _channels = [];
    private readonly ArrayBufferWriter<byte> _output = new(Slice);
    private long _heldSince;
    private bool _closed;

    /// <summary>How long part of a line has waited for its end; null when none does.</summary>
    public TimeSpan? HeldFor
    {
        get
        {
            lock (_lock)
            {
                return _channels.Values.Any(channel => channel.HoldsLine) ? time.GetElapsedTime(_heldSince) : null;
            }
        }
    }

    public void Write(TraceStream stream, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            WriteLocked(stream, bytes);
        }

        written();
    }

    /// <summary>The executor's own text, after all that other streams hold back.</summary>
    public void WriteAfterAll(string text)
    {
        lock (_lock)
        {
            FlushLocked();
            WriteLocked(TraceStream.Executor, Encoding.UTF8.GetBytes(text));
        }

        written();
    }

    /// <summary>Shows lines that wait for their end, a prompt or a test that runs; their rest will be marked as continuation.</summary>
    public void FlushLines()
    {
        lock (_lock)
        {
            foreach (var (stream, channel) in _channels)
            {
                channel.FlushLine(_output);
                PassOn(stream);
            }
        }
    }

    /// <summary>Nothing more is taken; all that is held back is in the log.</summary>
    public void Close()
    {
        lock (_lock)
        {
            if (!_closed)
            {
                FlushLocked();
                _closed = true;
            }
        }
    }

    private void WriteLocked(TraceStream stream, ReadOnlySpan<byte> bytes)
    {
        if (_closed || (log.IsFull && stream != TraceStream.Executor))
        {
            return;
        }

        var channel = ChannelOf(stream);
        var held = channel.HoldsLine;
        for (; !bytes.IsEmpty; bytes = bytes[Math.Min(Slice, bytes.Length)..])
        {
            channel.Write(bytes[..Math.Min(Slice, bytes.Length)], _output);
            PassOn(stream);
        }

        if (!held && channel.HoldsLine)
        {
            _heldSince = time.GetTimestamp();
        }
    }

    private void FlushLocked()
    {
        foreach (var (stream, channel) in _channels)
        {
            channel.Flush(_output);
            PassOn(stream);
        }
    }

    private void PassOn(TraceStream stream)
    {
        if (_output.WrittenCount > 0)
        {
            log.Append(_output.WrittenSpan, stream == TraceStream.Executor);
            _output.ResetWrittenCount();
        }
    }

    private TraceChannel ChannelOf(TraceStream stream)
    {
        if (!_channels.TryGetValue(stream, out var channel))
        {
            channel = new TraceChannel(masker.OpenStream(), timestamps ? new LineStamper(stream, time) : null);
            _channels.Add(stream, channel);
        }

        return channel;
    }
}
