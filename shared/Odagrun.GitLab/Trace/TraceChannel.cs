using System.Buffers;
using Odagrun.Masking;

namespace Odagrun.GitLab.Trace;

/// <summary>The way of one stream's bytes: masked, repaired, stamped.</summary>
internal sealed class TraceChannel(IStreamMasker masker, LineStamper? stamper)
{
    private readonly Utf8Repair _repair = new();
    private readonly ArrayBufferWriter<byte> _masked = new(4096);
    private readonly ArrayBufferWriter<byte> _repaired = new(4096);

    public bool HoldsLine => stamper?.HoldsLine == true;

    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        masker.Write(bytes, _masked);
        PassOn(output);
    }

    /// <summary>Sends all that is held back: the stream ends or pauses here.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        masker.Flush(_masked);
        PassOn(output);
        _repair.Flush(_repaired);
        Stamp(output);
        stamper?.Flush(output);
    }

    /// <summary>Sends a line that waits for its end; what the masker holds back stays.</summary>
    public void FlushLine(IBufferWriter<byte> output) => stamper?.Flush(output);

    private void PassOn(IBufferWriter<byte> output)
    {
        _repair.Write(_masked.WrittenSpan, _repaired);
        _masked.ResetWrittenCount();
        Stamp(output);
    }

    private void Stamp(IBufferWriter<byte> output)
    {
        if (stamper is null)
        {
            output.Write(_repaired.WrittenSpan);
        }
        else
        {
            stamper.Write(_repaired.WrittenSpan, output);
        }

        _repaired.ResetWrittenCount();
    }
}
