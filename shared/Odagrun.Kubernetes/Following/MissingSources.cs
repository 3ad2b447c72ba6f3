using System.Text.RegularExpressions;
using k8s.Models;

namespace Odagrun.Kubernetes.Following;

/// <summary>
/// A Secret or ConfigMap that a pod mounts and that is not there. The node goes on waiting for it, and the pod's status says nothing
/// but "creating": only its event does.
/// </summary>
internal static partial class MissingSources
{
    /// <summary>What is missing; null: nothing is known to be.</summary>
    public static string? Of(V1Pod pod, IReadOnlyList<Corev1Event> events)
    {
        var told = events
            .Where(entry => entry.Reason == "FailedMount" && entry.InvolvedObject.Uid == pod.Metadata.Uid)
            .OrderBy(EventTimes.Last).Select(entry => Pattern().Match(entry.Message ?? "")).LastOrDefault(match => match.Success);
        return told is null
            ? null
            : $"the pod mounts the {Kind(told.Groups["kind"].Value)} '{told.Groups["name"].Value}', which namespace {pod.Metadata.NamespaceProperty} does not have";
    }

    private static string Kind(string kind) => kind.Equals("secret", StringComparison.OrdinalIgnoreCase) ? "Secret" : "ConfigMap";

    [GeneratedRegex("(?<kind>secret|configmap) \"(?<name>[^\"]+)\" not found", RegexOptions.IgnoreCase)]
    private static partial Regex Pattern();
}
