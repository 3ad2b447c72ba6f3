using System.Text.RegularExpressions;

namespace Odagrun.Kubernetes.Following;

/// <summary>Says "exceeded quota" in plain words.</summary>
internal static partial class QuotaTexts
{
    /// <summary>For <c>exceeded quota: q, requested: limits.memory=1Gi, used: limits.memory=3Gi, limited: limits.memory=4Gi</c>.</summary>
    public static string Plain(string message) => Pattern().Match(message) is { Success: true } match
        ? $"waiting for room in quota '{match.Groups["quota"].Value}': the pod needs {match.Groups["need"].Value.Trim()}, "
            + $"of {match.Groups["limit"].Value.Trim()} are used {match.Groups["used"].Value.Trim()}"
        : $"waiting for room in the namespace's quota: {message}";

    [GeneratedRegex("exceeded quota: (?<quota>[^,]+), requested: (?<need>.+?), used: (?<used>.+?), limited: (?<limit>.+)$")]
    private static partial Regex Pattern();
}
