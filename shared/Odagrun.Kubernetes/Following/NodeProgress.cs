using System.Globalization;
using System.Text.RegularExpressions;
using k8s.Models;

namespace Odagrun.Kubernetes.Following;

/// <summary>What a pod's node is doing for it, by its latest event.</summary>
internal static partial class NodeProgress
{
    public static string Of(V1Pod pod, string node, IReadOnlyList<Corev1Event> events)
    {
        var latest = events
            .Where(entry => entry.InvolvedObject.Uid == pod.Metadata.Uid && Says(entry, node) is not null)
            .OrderBy(EventTimes.Last).LastOrDefault();
        return latest is null ? $"scheduled on node {node}" : Says(latest, node)!;
    }

    private static string? Says(Corev1Event entry, string node) => entry.Reason switch
    {
        "Pulling" => $"node {node} pulls image {Quoted(entry.Message) ?? "of the job"}",
        "Pulled" => Pulled(entry.Message, node),
        "FailedMount" or "FailedAttachVolume" or "FailedMapVolume" => $"node {node} waits for a volume: {Texts.OneLine(entry.Message)}",
        "FailedCreatePodSandBox" or "FailedPodSandBoxStatus" or "NetworkNotReady" =>
            $"node {node} can't make the pod's sandbox yet: {Texts.OneLine(entry.Message)}",
        _ => null,
    };

    private static string Pulled(string message, string node)
    {
        var match = PulledPattern().Match(message ?? "");
        if (!match.Success)
        {
            return $"node {node} has the image";
        }

        var size = long.TryParse(match.Groups["size"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes)
            ? $" ({Texts.Mebibytes(bytes)})"
            : "";
        return $"node {node} pulled the image{size} in {match.Groups["time"].Value}";
    }

    private static string? Quoted(string? message) =>
        QuotedPattern().Match(message ?? "") is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex QuotedPattern();

    [GeneratedRegex(@"Successfully pulled image .* in (?<time>(?:[\d.]+(?:ms|µs|us|ns|h|m|s))+)(?:.*Image size: (?<size>\d+) bytes)?")]
    private static partial Regex PulledPattern();
}
