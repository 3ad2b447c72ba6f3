using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Odagrun.GitLab.Trace;

/// <summary>
/// Replaces what is no UTF-8 with U+FFFD, as GitLab would when it stores the log, which would spoil offsets and checksum. A character
/// that is cut by the end of a write is held until its rest comes.
/// </summary>
internal sealed class Utf8Repair
{
    private static readonly byte[] Replacement = "\uFFFD"u8.ToArray();

    private readonly byte[] _held = new byte[4];
    private int _heldCount;

    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (_heldCount > 0)
        {
            bytes = Complete(bytes, output);
        }

        var whole = bytes[..^CutTail(bytes)];
        if (Utf8.IsValid(whole))
        {
            output.Write(whole);
        }
        else
        {
            Replace(whole, output);
        }

        bytes = bytes[whole.Length..];
        if (!bytes.IsEmpty)
        {
            bytes.CopyTo(_held);
            _heldCount = bytes.Length;
        }
    }

    /// <summary>The stream ends: a cut character will not be completed.</summary>
    public void Flush(IBufferWriter<byte> output)
    {
        if (_heldCount > 0)
        {
            output.Write(Replacement);
            _heldCount = 0;
        }
    }

    private ReadOnlySpan<byte> Complete(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (_heldCount > 0 && !bytes.IsEmpty)
        {
            _held[_heldCount++] = bytes[0];
            var status = Rune.DecodeFromUtf8(_held.AsSpan(0, _heldCount), out _, out var consumed);
            if (status == OperationStatus.NeedMoreData)
            {
                bytes = bytes[1..];
                continue;
            }

            if (status == OperationStatus.Done)
            {
                output.Write(_held.AsSpan(0, _heldCount));
                bytes = bytes[1..];
            }
            else
            {
                output.Write(Replacement);
                bytes = consumed == _heldCount ? bytes[1..] : bytes; // the new byte may begin a character of its own
            }

            _heldCount = 0;
        }

        return bytes;
    }

    private static void Replace(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        while (!bytes.IsEmpty)
        {
            var good = 0;
            int consumed;
            while (Rune.DecodeFromUtf8(bytes[good..], out _, out consumed) == OperationStatus.Done)
            {
                good += consumed;
            }

            output.Write(bytes[..good]);
            if (good == bytes.Length)
            {
                return;
            }

            output.Write(Replacement);
            bytes = bytes[(good + Math.Max(consumed, 1))..];
        }
    }

    /// <summary>How many bytes at the end are the start of a character whose rest is missing.</summary>
    private static int CutTail(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var tail = bytes[^back..];
            if ((tail[0] & 0xC0) != 0x80)
            {
                return Rune.DecodeFromUtf8(tail, out _, out _) == OperationStatus.NeedMoreData ? back : 0;
            }
        }

        return 0;
    }
}
