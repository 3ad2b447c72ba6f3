using System.Text.RegularExpressions;

namespace Odagrun.Kubernetes.Following;

/// <summary>
/// Says in plain words why the scheduler finds no node: <c>0/3 nodes are available: 1 Insufficient cpu, 2 node(s) had taint {…}, …</c>.
/// </summary>
internal static partial class SchedulingTexts
{
    public static string Plain(string? message)
    {
        if (Pattern().Match(message ?? "") is not { Success: true } match)
        {
            return Texts.OneLine(message) ?? "the scheduler gives no reason";
        }

        var reasons = Reason().Matches(match.Groups["reasons"].Value)
            .Select(reason => Say(reason.Groups["count"].Value, reason.Groups["what"].Value.TrimEnd(',', '.', ' '))).ToList();
        return reasons.Count == 0
            ? Texts.OneLine(message)!
            : $"none of {match.Groups["all"].Value} fits now ({string.Join(", ", reasons)})";
    }

    private static string Say(string count, string what) => what switch
    {
        _ when what.StartsWith("Insufficient ", StringComparison.Ordinal) =>
            $"{count} with too little {what["Insufficient ".Length..]} free",
        _ when what.StartsWith("Too many pods", StringComparison.Ordinal) => $"{count} with as many pods as a node takes",
        _ when what.Contains("taint", StringComparison.Ordinal) => $"{count} with a taint that the pod does not tolerate{Braces(what)}",
        _ when what.Contains("unschedulable", StringComparison.Ordinal) => $"{count} closed for new pods",
        _ when what.Contains("selector", StringComparison.Ordinal) || what.Contains("node affinity", StringComparison.Ordinal) =>
            $"{count} not matching the pod's node selector or affinity",
        _ when what.Contains("volume", StringComparison.OrdinalIgnoreCase) => $"{count} can't reach the pod's volumes",
        _ => $"{count} {what}",
    };

    private static string Braces(string what) =>
        what.IndexOf('{', StringComparison.Ordinal) is > 0 and var at ? $" ({what[(at + 1)..].Split('}')[0].TrimEnd(':', ' ')})" : "";

    [GeneratedRegex(@"^\d+/(?<all>\d+ nodes?) (?:is|are) available: (?<reasons>.+?)(?:\. preemption: .*|\.)?$", RegexOptions.Singleline)]
    private static partial Regex Pattern();

    // A reason may have commas of its own: one begins with a number.
    [GeneratedRegex(@"(?<count>\d+) (?<what>.+?)(?=, \d+ |$)")]
    private static partial Regex Reason();
}
