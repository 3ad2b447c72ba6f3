using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Odagrun.Kubernetes.Following;
using Odagrun.Kubernetes.Watching;

namespace Odagrun.Kubernetes.Tests.Following;

/// <summary>Pods as API servers describe them, cut down to what is read.</summary>
internal static class PodSample
{
    public const string Uid = "pod-uid";

    /// <summary>
    /// A pod whose status is the given JSON; <paramref name="metadata"/> and <paramref name="spec"/> are merged into the usual ones.
    /// </summary>
    public static V1Pod Of(string status, string metadata = "{}", string spec = "{}")
    {
        var pod = new JsonObject
        {
            ["metadata"] = Merge(
                """{"name":"odagrun-a-1-x7k2p","uid":"pod-uid","creationTimestamp":"2026-01-01T00:00:00Z","labels":{"odagrun.io/job":"a-1"}}""", metadata),
            ["spec"] = Merge(
                """{"nodeName":"node-0","activeDeadlineSeconds":90,"containers":[{"name":"executor","image":"r/i:1"}]}""", spec),
            ["status"] = JsonNode.Parse(status),
        };
        return KubernetesJson.Deserialize<V1Pod>(pod);
    }

    public static V1Pod Terminated(string state, string metadata = "{}", string spec = "{}", string more = "") =>
        Of("""{"phase":"Failed"%MORE%,"containerStatuses":[{"name":"executor","image":"r/i:1","imageID":"","ready":false,"restartCount":0,"state":{"terminated":%STATE%}}]}"""
            .Replace("%STATE%", state, StringComparison.Ordinal).Replace("%MORE%", more, StringComparison.Ordinal), metadata, spec);

    public static V1Pod Waiting(string reason, string message) =>
        Of("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"True","lastTransitionTime":"2026-01-01T00:00:00Z"}],"containerStatuses":[{"name":"executor","image":"r/i:1","imageID":"","ready":false,"restartCount":0,"state":{"waiting":%STATE%}}]}"""
            .Replace("%STATE%", new JsonObject { ["reason"] = reason, ["message"] = message }.ToJsonString(), StringComparison.Ordinal));

    public static V1Job Job(string status = "{}") => KubernetesJson.Deserialize<V1Job>(
        """{"metadata":{"name":"odagrun-a-1","uid":"job-uid"},"spec":{"activeDeadlineSeconds":900,"template":{}},"status":%S%}""".Replace(
            "%S%", status, StringComparison.Ordinal));

    public static Corev1Event Event(string uid, string reason, string message, int second = 0) => new()
    {
        Metadata = new V1ObjectMeta(),
        InvolvedObject = new V1ObjectReference { Uid = uid },
        Reason = reason,
        Message = message,
        LastTimestamp = new DateTime(2026, 1, 1, 0, 0, second, DateTimeKind.Utc),
    };

    public static JobView View(V1Pod? pod, V1Job? job = null, bool podIsGone = false, params Corev1Event[] events) => new(
        new Observed<V1Job>(job ?? Job()),
        pod is null ? [] : [new Observed<V1Pod>(pod, podIsGone ? DateTimeOffset.UnixEpoch : null)],
        events);

    private static JsonObject Merge(string usual, string more)
    {
        var merged = JsonNode.Parse(usual)!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(more)!.AsObject())
        {
            merged[key] = value?.DeepClone();
        }

        return merged;
    }
}
