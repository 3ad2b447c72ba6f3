using System.Buffers;
using System.Globalization;

namespace Odagrun.GitLab.Trace;

/// <summary>
/// Puts time, stream and kind before each line: <c>2026-01-02T03:04:05.678901Z 01O text</c>. What ends without a newline is held until
/// it is a line, until it shows a carriage return (a progress bar), or until it is long; it is then sent as a line of its own and
/// what follows of the stream is marked <c>+</c>, its continuation. Bytes per reference B4.
/// </summary>
internal sealed class LineStamper(TraceStream stream, TimeProvider time)
{
    private const int HeldAtMost = 8 * 1024;
    private const int HeaderSize = 32;

    private readonly ArrayBufferWriter<byte> _held = new(256);
    private readonly byte[] _tag = System.Text.Encoding.ASCII.GetBytes($" {stream.Number:x2}{(stream.IsError ? 'E' : 'O')}");
    private bool _continues;

    /// <summary>Part of a line waits for its end.</summary>
    public bool HoldsLine => _held.WrittenCount > 0;

    public void Write(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        for (var end = text.IndexOf((byte)'\n'); end >= 0; end = text.IndexOf((byte)'\n'))
        {
            Emit(text[..end], output);
            _continues = false;
            text = text[(end + 1)..];
        }

        if (text.IsEmpty)
        {
            return;
        }

        if (_held.WrittenCount + text.Length > HeldAtMost || text.Contains((byte)'\r'))
        {
            Emit(text, output);
            _continues = true;
        }
        else
        {
            _held.Write(text);
        }
    }

    /// <summary>Sends what is held as it is; the stream may go on.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        if (HoldsLine)
        {
            Emit([], output);
            _continues = true;
        }
    }

    private void Emit(ReadOnlySpan<byte> text, IBufferWriter<byte> output)
    {
        var header = output.GetSpan(HeaderSize);
        time.GetUtcNow().UtcDateTime.TryFormat(header, out var written, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
        _tag.CopyTo(header[written..]);
        header[written + _tag.Length] = _continues ? (byte)'+' : (byte)' ';
        output.Advance(written + _tag.Length + 1);
        output.Write(_held.WrittenSpan);
        output.Write(text);
        output.Write("\n"u8);
        _held.ResetWrittenCount();
    }
}
