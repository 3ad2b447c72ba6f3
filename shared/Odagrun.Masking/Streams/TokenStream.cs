using System.Buffers;

namespace Odagrun.Masking.Streams;

/// <summary>
/// Masks what follows a token's prefix or a secret URL parameter's name, up to where a token or a value ends. A prefix alone stays as
/// it is; a parameter without a value is masked too, as GitLab Runner does.
/// </summary>
internal sealed class TokenStream(Func<TokenTriggers> triggers) : IStreamMasker
{
    private readonly ArrayBufferWriter<byte> _held = new(64);
    private TokenEnd? _inside;
    private bool _marked;

    public void Write(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output) => Scan(bytes, final: false, output);

    public void Flush(IBufferWriter<byte> output)
    {
        Scan([], final: true, output);
        _inside = null;
    }

    private void Scan(ReadOnlySpan<byte> bytes, bool final, IBufferWriter<byte> output)
    {
        if (_held.WrittenCount > 0)
        {
            _held.Write(bytes);
            bytes = _held.WrittenSpan.ToArray();
            _held.ResetWrittenCount();
        }

        var set = triggers();
        while (true)
        {
            bytes = SkipToken(bytes, output);
            var position = FindTrigger(set, bytes, final, out var length, out var end);
            output.Write(bytes[..position]);
            bytes = bytes[position..];
            if (length == 0)
            {
                break;
            }

            output.Write(bytes[..length]);
            bytes = bytes[length..];
            Enter(end!, output);
        }

        if (!bytes.IsEmpty)
        {
            _held.Write(bytes);
        }
    }

    private void Enter(TokenEnd end, IBufferWriter<byte> output)
    {
        _inside = end;
        _marked = end.MaskEmpty;
        if (_marked)
        {
            output.Write(SecretMasker.Masked);
        }
    }

    private ReadOnlySpan<byte> SkipToken(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        if (_inside is null || bytes.IsEmpty)
        {
            return bytes;
        }

        var length = _inside.LengthOf(bytes);
        if (length > 0 && !_marked)
        {
            output.Write(SecretMasker.Masked);
            _marked = true;
        }

        if (length < bytes.Length)
        {
            _inside = null;
        }

        return bytes[length..];
    }

    /// <summary>
    /// Where the next trigger begins and its length; with length 0, where what may become one begins, or the end.
    /// </summary>
    private static int FindTrigger(TokenTriggers set, ReadOnlySpan<byte> bytes, bool final, out int length, out TokenEnd? end)
    {
        var position = 0;
        while ((position = set.NextCandidate(bytes, position)) < bytes.Length)
        {
            length = set.Match(bytes[position..], out var partial, out end);
            if (length > 0 || (partial && !final))
            {
                // A longer prefix may still come, but its token would begin inside this one's: masked all the same.
                return position;
            }

            position++;
        }

        (length, end) = (0, null);
        return bytes.Length;
    }
}
