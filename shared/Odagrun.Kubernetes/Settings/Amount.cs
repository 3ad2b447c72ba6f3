using System.Globalization;
using System.Numerics;

namespace Odagrun.Kubernetes.Settings;

/// <summary>
/// A quantity as Kubernetes writes it (<c>500m</c>, <c>1.5</c>, <c>512Mi</c>, <c>2G</c>, <c>1e3</c>), kept as it was written and comparable
/// exactly. Grammar: apimachinery's Quantity.
/// </summary>
public readonly record struct Amount : IComparable<Amount>
{
    private static readonly (string Suffix, BigInteger Millis)[] Suffixes =
    [
        ("Ki", Binary(1)), ("Mi", Binary(2)), ("Gi", Binary(3)), ("Ti", Binary(4)), ("Pi", Binary(5)), ("Ei", Binary(6)),
        ("m", 1), ("k", Decimal(3)), ("M", Decimal(6)), ("G", Decimal(9)), ("T", Decimal(12)), ("P", Decimal(15)), ("E", Decimal(18)),
    ];

    private readonly string? _text;

    private Amount(string text, BigInteger millis) => (_text, Millis) = (text, millis);

    /// <summary>Thousandths of the unit: of a core, of a byte.</summary>
    public BigInteger Millis { get; }

    /// <summary>An amount of whole units, for example bytes.</summary>
    public static Amount Of(long units) => new(units.ToString(CultureInfo.InvariantCulture), new BigInteger(units) * 1000);

    /// <summary>An amount of thousandths, for example of a core.</summary>
    public static Amount OfMillis(long millis) => new(string.Create(CultureInfo.InvariantCulture, $"{millis}m"), millis);

    /// <summary>Reads a quantity above zero; null for anything else.</summary>
    public static Amount? TryParse(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var (suffix, millis) = Array.Find(Suffixes, candidate => text.EndsWith(candidate.Suffix, StringComparison.Ordinal));
        return Read(suffix is null ? text : text[..^suffix.Length], suffix is null ? 1000 : millis,
            hasSuffix: suffix is not null) is { } value && value > 0
            ? new Amount(text, value)
            : null;
    }

    /// <inheritdoc/>
    public int CompareTo(Amount other) => Millis.CompareTo(other.Millis);

    /// <summary>The same amount, however it is written.</summary>
    public bool Equals(Amount other) => Millis == other.Millis;

    /// <inheritdoc/>
    public override int GetHashCode() => Millis.GetHashCode();

    /// <summary>As it was written.</summary>
    public override string ToString() => _text ?? "0";

    /// <summary>More than.</summary>
    public static bool operator >(Amount left, Amount right) => left.CompareTo(right) > 0;

    /// <summary>Less than.</summary>
    public static bool operator <(Amount left, Amount right) => left.CompareTo(right) < 0;

    /// <summary>At least.</summary>
    public static bool operator >=(Amount left, Amount right) => left.CompareTo(right) >= 0;

    /// <summary>At most.</summary>
    public static bool operator <=(Amount left, Amount right) => left.CompareTo(right) <= 0;

    // What is finer than a thousandth is rounded up, as Kubernetes does.
    private static BigInteger? Read(string number, BigInteger unit, bool hasSuffix)
    {
        var exponent = number.AsSpan().IndexOfAny('e', 'E');
        if (exponent >= 0)
        {
            if (hasSuffix || !int.TryParse(number.AsSpan(exponent + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
                out var power) || power is < 0 or > 18)
            {
                return null;
            }

            return Read(number[..exponent], unit * BigInteger.Pow(10, power), hasSuffix: true);
        }

        var point = number.IndexOf('.', StringComparison.Ordinal);
        var decimals = point < 0 ? 0 : number.Length - point - 1;
        var digits = point < 0 ? number : number.Remove(point, 1);
        if (decimals > 30 || digits.Length is 0 or > 40 || !digits.All(char.IsAsciiDigit))
        {
            return null;
        }

        var scale = BigInteger.Pow(10, decimals);
        return ((BigInteger.Parse(digits, CultureInfo.InvariantCulture) * unit) + scale - 1) / scale;
    }

    private static BigInteger Binary(int power) => BigInteger.Pow(1024, power) * 1000;

    private static BigInteger Decimal(int power) => BigInteger.Pow(10, power) * 1000;
}
