using System.Buffers;

namespace Odagrun.Masking.Streams;

/// <summary>Where a token ends.</summary>
internal sealed class TokenEnd
{
    /// <summary>Tokens after a prefix: letters, digits and <c>. _ = -</c>.</summary>
    public static readonly TokenEnd OfPrefix = new(
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._=-"u8), inside: true, maskEmpty: false);

    /// <summary>Values in a query: up to the next parameter, a blank or a control character.</summary>
    public static readonly TokenEnd OfParameter = new(
        SearchValues.Create([.. Enumerable.Range(0, 33).Select(code => (byte)code), (byte)'?', (byte)'&', 127]), inside: false,
        maskEmpty: true);

    private readonly SearchValues<byte> _bytes;
    private readonly bool _inside;

    private TokenEnd(SearchValues<byte> bytes, bool inside, bool maskEmpty)
    {
        _bytes = bytes;
        _inside = inside;
        MaskEmpty = maskEmpty;
    }

    public bool MaskEmpty { get; }

    /// <summary>How many of these bytes belong to the token.</summary>
    public int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var end = _inside ? bytes.IndexOfAnyExcept(_bytes) : bytes.IndexOfAny(_bytes);
        return end < 0 ? bytes.Length : end;
    }
}
