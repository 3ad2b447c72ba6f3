using System.Text.Json.Nodes;
using Odagrun.Stack.Cluster;

namespace Odagrun.Cluster.Tests.Cluster;

/// <summary>A pod made by kubectl: what a cluster does without Odagrun.</summary>
internal static class TestPod
{
    /// <summary>Runs a shell script in a pod to its end.</summary>
    public static async Task<(string Phase, string Log)> RunAsync(
        ClusterNamespace place, string image, string script, CancellationToken cancellationToken)
    {
        await place.Kubectl.RunAsync(["run", "pod", "--image", image, "--restart", "Never", "--", "sh", "-c", script], cancellationToken);
        var pod = await BecomesAsync(place, pod => Phase(pod) is "Succeeded" or "Failed", cancellationToken);
        return (Phase(pod), await place.Kubectl.RunAsync(["logs", "pod"], cancellationToken));
    }

    /// <summary>Waits, a minute at most, until a pod of the namespace is as wanted.</summary>
    public static async Task<JsonNode> BecomesAsync(
        ClusterNamespace place, Func<JsonNode, bool> condition, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            if ((await place.Kubectl.ListAsync("pods", limit.Token)).FirstOrDefault(condition) is { } pod)
            {
                return pod;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private static string Phase(JsonNode pod) => pod["status"]!["phase"]!.GetValue<string>();
}
