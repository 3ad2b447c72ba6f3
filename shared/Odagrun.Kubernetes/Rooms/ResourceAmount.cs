using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace Odagrun.Kubernetes.Rooms;

/// <summary>
/// A quantity of Kubernetes (<c>500m</c>, <c>1.5Gi</c>, <c>12e6</c>, <c>0</c>), exact down to a billionth; what is finer is rounded up, as
/// the API server does. Grammar: apimachinery's Quantity.
/// </summary>
internal readonly partial record struct ResourceAmount(BigInteger Nanos) : IComparable<ResourceAmount>
{
    // Beyond this nothing is meant seriously, and the numbers would only cost memory.
    private const int LargestExponent = 40;

    private static readonly Dictionary<string, BigInteger> Units = new(StringComparer.Ordinal)
    {
        ["n"] = 1,
        ["u"] = Ten(3),
        ["m"] = Ten(6),
        [""] = Ten(9),
        ["k"] = Ten(12),
        ["M"] = Ten(15),
        ["G"] = Ten(18),
        ["T"] = Ten(21),
        ["P"] = Ten(24),
        ["E"] = Ten(27),
        ["Ki"] = Binary(1),
        ["Mi"] = Binary(2),
        ["Gi"] = Binary(3),
        ["Ti"] = Binary(4),
        ["Pi"] = Binary(5),
        ["Ei"] = Binary(6),
    };

    private static readonly string[] BinaryUnits = ["Ei", "Pi", "Ti", "Gi", "Mi", "Ki"];

    /// <summary>Nothing.</summary>
    public static ResourceAmount Zero { get; } = new(0);

    /// <summary>That many whole units.</summary>
    public static ResourceAmount Of(long units) => new(units * Ten(9));

    /// <summary>Reads a quantity; null for anything else.</summary>
    public static ResourceAmount? TryParse(string? text)
    {
        var match = Pattern().Match(text ?? "");
        var (whole, part, suffix) = (match.Groups["whole"].Value, match.Groups["part"].Value, match.Groups["suffix"].Value);
        if (!match.Success || whole.Length + part.Length == 0)
        {
            return null;
        }

        if (!TryUnit(suffix, out var unit, out var divisor))
        {
            return null;
        }

        var digits = BigInteger.Parse("0" + whole + part, NumberStyles.None, CultureInfo.InvariantCulture) * unit;
        divisor *= Ten(part.Length);
        var nanos = (digits + divisor - 1) / divisor;
        return new ResourceAmount(match.Groups["sign"].Value == "-" ? -nanos : nanos);
    }

    /// <inheritdoc/>
    public int CompareTo(ResourceAmount other) => Nanos.CompareTo(other.Nanos);

    /// <summary>For people: cores as <c>500m</c> and <c>3.8</c>, bytes as <c>512Mi</c>, the rest as numbers.</summary>
    public string Describe(string resource) =>
        resource.EndsWith("cpu", StringComparison.Ordinal) ? Cores()
        : resource.EndsWith("memory", StringComparison.Ordinal) || resource.Contains("storage", StringComparison.Ordinal)
            || resource.Contains("hugepages", StringComparison.Ordinal) ? Bytes()
        : Number();

    /// <summary>As a number.</summary>
    public override string ToString() => Number();

    public static ResourceAmount operator +(ResourceAmount left, ResourceAmount right) => new(left.Nanos + right.Nanos);

    public static ResourceAmount operator -(ResourceAmount left, ResourceAmount right) => new(left.Nanos - right.Nanos);

    public static bool operator >(ResourceAmount left, ResourceAmount right) => left.CompareTo(right) > 0;

    public static bool operator <(ResourceAmount left, ResourceAmount right) => left.CompareTo(right) < 0;

    public static bool operator >=(ResourceAmount left, ResourceAmount right) => left.CompareTo(right) >= 0;

    public static bool operator <=(ResourceAmount left, ResourceAmount right) => left.CompareTo(right) <= 0;

    /// <summary>The larger of two.</summary>
    public static ResourceAmount Max(ResourceAmount left, ResourceAmount right) => left > right ? left : right;

    /// <summary>The smaller one.</summary>
    public static ResourceAmount Min(ResourceAmount left, ResourceAmount right) => left < right ? left : right;

    private static bool TryUnit(string suffix, out BigInteger unit, out BigInteger divisor)
    {
        divisor = 1;
        if (Units.TryGetValue(suffix, out unit))
        {
            return true;
        }

        var exponent = int.Parse(suffix.AsSpan(1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        unit = exponent >= 0 ? Ten(9) * Ten(Math.Min(exponent, LargestExponent)) : Ten(9);
        divisor = exponent >= 0 ? 1 : Ten(Math.Min(-exponent, LargestExponent));
        return Math.Abs(exponent) <= LargestExponent;
    }

    private string Cores() => BigInteger.Abs(Nanos) < Ten(9) && !Nanos.IsZero
        ? string.Create(CultureInfo.InvariantCulture, $"{(Nanos + Ten(6) - 1) / Ten(6)}m")
        : Number();

    private string Bytes()
    {
        foreach (var name in BinaryUnits)
        {
            if (!Nanos.IsZero && (Nanos % Units[name]).IsZero)
            {
                return (Nanos / Units[name]).ToString(CultureInfo.InvariantCulture) + name;
            }
        }

        return Number();
    }

    private string Number()
    {
        var sign = Nanos.Sign < 0 ? "-" : "";
        var whole = BigInteger.DivRem(BigInteger.Abs(Nanos), Ten(9), out var rest);
        var part = rest.ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{whole}{(part.Length == 0 ? "" : ".")}{part}");
    }

    private static BigInteger Ten(int power) => BigInteger.Pow(10, power);

    private static BigInteger Binary(int power) => BigInteger.Pow(1024, power) * Ten(9);

    [GeneratedRegex(
        @"^(?<sign>[+-]?)(?<whole>[0-9]{0,60})(\.(?<part>[0-9]{0,60}))?(?<suffix>(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?[0-9]{1,3})?)$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
