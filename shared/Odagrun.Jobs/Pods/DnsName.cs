namespace Odagrun.Jobs.Pods;

/// <summary>The grammar of host names as Kubernetes takes them (RFC 1123, lower case).</summary>
public static class DnsName
{
    /// <summary>At most 63 of a-z, 0-9 and inner dashes: what containers, volumes and short host names are called.</summary>
    public static bool IsLabel(string text) =>
        text.Length is > 0 and <= 63 && text.All(c => IsAlphanumeric(c) || c == '-') && IsAlphanumeric(text[0]) && IsAlphanumeric(text[^1]);

    /// <summary>Labels parted by dots, at most 253 characters.</summary>
    public static bool IsSubdomain(string text) => text.Length is > 0 and <= 253 && text.Split('.').All(IsLabel);

    private static bool IsAlphanumeric(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
