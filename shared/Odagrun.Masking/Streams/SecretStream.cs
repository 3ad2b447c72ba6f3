using System.Buffers;

namespace Odagrun.Masking.Streams;

/// <summary>
/// Replaces secrets in a stream. Matches that overlap become one <c>[MASKED]</c>: nothing of any of them is left standing. Bytes that
/// may be the start of a secret wait for the next write.
/// </summary>
internal sealed class SecretStream(Func<SecretSet> secrets) : IStreamMasker
{
    private readonly ArrayBufferWriter<byte> _held = new(256);

    // How far the last match reaches into what is held; and whether it was a block of a long secret, whose next block joins it.
    private int _covered;
    private bool _coveredByBlock;

    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (_held.WrittenCount == 0)
        {
            Hold(bytes[Scan(bytes, final: false, output)..]);
            return;
        }

        _held.Write(bytes);
        ScanHeld(final: false, output);
    }

    public void Flush(IBufferWriter<byte> output)
    {
        ScanHeld(final: true, output);
        _covered = 0;
        _coveredByBlock = false;
    }

    private void ScanHeld(bool final, IBufferWriter<byte> output)
    {
        var data = _held.WrittenSpan;
        var rest = data[Scan(data, final, output)..].ToArray();
        _held.ResetWrittenCount();
        Hold(rest);
    }

    private void Hold(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.IsEmpty)
        {
            _held.Write(bytes);
        }
    }

    /// <summary>Writes what is decided and returns how much of <paramref name="data"/> that is.</summary>
    private int Scan(ReadOnlySpan<byte> data, bool final, IBufferWriter<byte> output)
    {
        var set = secrets();
        var written = Math.Min(_covered, data.Length);
        var covered = _covered;
        var position = 0;
        while ((position = set.Patterns.NextCandidate(data, position)) < data.Length)
        {
            var length = set.Patterns.Match(data[position..], out var partial);
            if (partial && !final)
            {
                break;
            }

            if (length > 0)
            {
                var block = length == SecretSet.BlockSize;
                var joins = position < covered || (position == covered && block && _coveredByBlock);
                if (!joins)
                {
                    output.Write(data[written..position]);
                    output.Write(SecretMasker.Masked);
                }

                if (position + length > covered)
                {
                    covered = position + length;
                    written = covered;
                    _coveredByBlock = block;
                }
            }

            position++;
        }

        position = Math.Min(position, data.Length);
        if (written < position)
        {
            output.Write(data[written..position]);
        }

        _covered = Math.Max(0, covered - position);
        _coveredByBlock &= covered >= position;
        return position;
    }
}
