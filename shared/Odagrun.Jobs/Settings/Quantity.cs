using System.Globalization;

namespace Odagrun.Jobs.Settings;

/// <summary>Amounts as Kubernetes writes them: memory <c>512Mi</c>, <c>2G</c>; CPU <c>500m</c>, <c>1.5</c>.</summary>
internal static class Quantity
{
    private static readonly (string Suffix, decimal Factor)[] Sizes =
    [
        ("Ki", 1L << 10), ("Mi", 1L << 20), ("Gi", 1L << 30), ("Ti", 1L << 40), ("k", 1_000), ("M", 1_000_000), ("G", 1_000_000_000),
        ("T", 1_000_000_000_000),
    ];

    public static long? Bytes(string text)
    {
        var (suffix, factor) = Array.Find(Sizes, size => text.EndsWith(size.Suffix, StringComparison.Ordinal));
        return Positive(suffix is null ? text : text[..^suffix.Length], suffix is null ? 1 : factor);
    }

    public static long? Millis(string text) =>
        text.EndsWith('m') ? Positive(text[..^1], 1) : Positive(text, 1000);

    private static long? Positive(string text, decimal factor) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number > 0
            && number < long.MaxValue / factor
            ? (long)(number * factor)
            : null;
}
