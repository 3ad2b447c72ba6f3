using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Odagrun.Oci.Layers;

/// <summary>
/// File names as texts. Linux has bytes: what is no UTF-8 in them becomes U+DC80 to U+DCFF, one for each byte, which no valid text has
/// (Python's surrogateescape), so that every name comes back as it was.
/// </summary>
internal static class UnixName
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';

    private static readonly SearchValues<char> Escapes = SearchValues.Create(
        [.. Enumerable.Range(FirstEscape, 0x80).Select(code => (char)code)]);

    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done)
            {
                text.Append(rune.ToString());
            }
            else
            {
                length = 1;
                text.Append((char)(FirstEscape - 0x80 + bytes[0]));
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }

    public static byte[] Encode(string text)
    {
        if (!text.AsSpan().ContainsAny(Escapes))
        {
            return Encoding.UTF8.GetBytes(text);
        }

        var bytes = new ArrayBufferWriter<byte>(text.Length * 3);
        var rest = text.AsSpan();
        Span<byte> utf8 = stackalloc byte[4];
        while (!rest.IsEmpty)
        {
            // A low surrogate that belongs to a pair is decoded with it, and so never met alone.
            var status = Rune.DecodeFromUtf16(rest, out var rune, out var length);
            if (status != OperationStatus.Done && rest[0] is >= FirstEscape and <= LastEscape)
            {
                bytes.Write([(byte)(rest[0] - FirstEscape + 0x80)]);
            }
            else
            {
                bytes.Write(utf8[..rune.EncodeToUtf8(utf8)]);
            }

            rest = rest[length..];
        }

        return bytes.WrittenSpan.ToArray();
    }
}
