using System.Globalization;
using System.Text;

namespace Odagrun.Oci.Layers.Tar;

/// <summary>
/// The fields of a tar header block and how numbers and texts stand in them (POSIX.1-2001 pax, "ustar interchange format").
/// </summary>
internal readonly record struct TarField(int Offset, int Length)
{
    public const int BlockSize = 512;

    public static TarField Name { get; } = new(0, 100);

    public static TarField Mode { get; } = new(100, 8);

    public static TarField UserId { get; } = new(108, 8);

    public static TarField GroupId { get; } = new(116, 8);

    public static TarField Size { get; } = new(124, 12);

    public static TarField Modified { get; } = new(136, 12);

    public static TarField Checksum { get; } = new(148, 8);

    public static TarField Type { get; } = new(156, 1);

    public static TarField LinkName { get; } = new(157, 100);

    public static TarField Magic { get; } = new(257, 8);

    public static TarField Prefix { get; } = new(345, 155);

    /// <summary>The bytes of the field, up to the first NUL.</summary>
    public ReadOnlySpan<byte> TextBytes(ReadOnlySpan<byte> block)
    {
        var bytes = block.Slice(Offset, Length);
        var end = bytes.IndexOf((byte)0);
        return end < 0 ? bytes : bytes[..end];
    }

    public string Text(ReadOnlySpan<byte> block) => Encoding.UTF8.GetString(TextBytes(block));

    /// <summary>Octal digits, or GNU's big-endian binary where the first bit is set.</summary>
    public long Number(ReadOnlySpan<byte> block)
    {
        var bytes = block.Slice(Offset, Length);
        return (bytes[0] & 0x80) != 0 ? Binary(bytes) : Octal(bytes);
    }

    /// <summary>Writes octal digits and a NUL; false where the value does not fit.</summary>
    public bool TryWriteNumber(Span<byte> block, long value)
    {
        var text = Convert.ToString(value, 8).PadLeft(Length - 1, '0');
        return value >= 0 && text.Length == Length - 1 && TryWriteText(block, text);
    }

    /// <summary>Writes the text as UTF-8; false where it does not fit.</summary>
    public bool TryWriteText(Span<byte> block, string text) =>
        Encoding.UTF8.GetByteCount(text) <= Length && Encoding.UTF8.GetBytes(text, block.Slice(Offset, Length)) >= 0;

    /// <summary>The sum of all bytes, the checksum's own counted as spaces.</summary>
    public static long Sum(ReadOnlySpan<byte> block)
    {
        long sum = Checksum.Length * ' ';
        for (var i = 0; i < block.Length; i++)
        {
            sum += i >= Checksum.Offset && i < Checksum.Offset + Checksum.Length ? 0 : block[i];
        }

        return sum;
    }

    private static long Octal(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        var digits = Encoding.ASCII.GetString(end < 0 ? bytes : bytes[..end]).Trim(' ');
        long value = 0;
        foreach (var digit in digits)
        {
            value = digit is >= '0' and <= '7' && value < long.MaxValue / 8
                ? (value * 8) + (digit - '0')
                : throw new LayerFormatException(
                    string.Create(CultureInfo.InvariantCulture, $"the layer is no valid tar: '{digits}' is no octal number"));
        }

        return value;
    }

    private static long Binary(ReadOnlySpan<byte> bytes)
    {
        // The first bit marks the form, the second is the sign.
        var negative = (bytes[0] & 0x40) != 0;
        Int128 value = negative ? -1 : 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            var part = i > 0 ? bytes[i] : negative ? (byte)(bytes[i] | 0x80) : (byte)(bytes[i] & 0x7f);
            value = (value << 8) | part;
        }

        return value >= long.MinValue && value <= long.MaxValue
            ? (long)value
            : throw new LayerFormatException("the layer is no valid tar: a number in a header does not fit into 64 bits");
    }
}
