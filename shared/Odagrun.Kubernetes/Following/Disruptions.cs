using k8s.Models;
using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Following;

/// <summary>
/// Why the cluster ended a pod that did not end by itself: by its status, its condition DisruptionTarget, its Job's condition.
/// </summary>
internal static class Disruptions
{
    public static (PodFailure Failure, string Message)? Of(V1Pod pod, V1Job? job) => ByStatus(pod) ?? ByCondition(pod) ?? ByJob(job);

    /// <summary>Why a pod was deleted, by what was told of it in events.</summary>
    public static (PodFailure Failure, string Message)? ByEvents(V1Pod pod, IReadOnlyList<Corev1Event> events)
    {
        foreach (var entry in events.OrderByDescending(EventTimes.Last))
        {
            var (node, said) = (pod.Spec.NodeName, Texts.OneLine(entry.Message) ?? "no reason given");
            switch (entry.Reason)
            {
                case "Preempted":
                    return (PodFailure.Preempted, $"the scheduler took its place on node {node}: {said}");
                case "TaintManagerEviction" when !said.StartsWith("Cancelling", StringComparison.Ordinal):
                    return (PodFailure.NodeLost, $"node {node} was given up, because it does not answer or was tainted: {said}");
                case "NodeControllerEviction":
                    return (PodFailure.NodeLost, $"node {node} was given up: {said}");
                case "Evicted":
                    return (PodFailure.Evicted, $"node {node} evicted the pod: {said}");
            }
        }

        return null;
    }

    private static (PodFailure, string)? ByStatus(V1Pod pod)
    {
        var (node, said) = (pod.Spec.NodeName, Texts.OneLine(pod.Status?.Message));
        return pod.Status?.Reason switch
        {
            "Evicted" => (PodFailure.Evicted, $"node {node} evicted the pod: {said ?? "no reason given"}"),
            "DeadlineExceeded" => (PodFailure.DeadlineExceeded, Deadline(pod.Spec.ActiveDeadlineSeconds)),
            "Preempting" => (PodFailure.Preempted, $"node {node} made room for a critical pod: {said ?? "no reason given"}"),
            "NodeLost" => (PodFailure.NodeLost, $"node {node} does not answer"),
            "NodeShutdown" or "Shutdown" or "Terminated" =>
                (PodFailure.NodeLost, $"node {node} was shut down: {said ?? "no reason given"}"),
            _ => null,
        };
    }

    private static (PodFailure, string)? ByCondition(V1Pod pod)
    {
        var condition = ContainerStatuses.Disruption(pod);
        var (node, said) = (pod.Spec.NodeName, Texts.OneLine(condition?.Message) ?? "no reason given");
        return condition?.Reason switch
        {
            null => null,
            "PreemptionByScheduler" => (PodFailure.Preempted, $"the scheduler took its place on node {node}: {said}"),
            "DeletionByTaintManager" => (PodFailure.NodeLost, $"node {node} was given up: {said}"),
            "DeletionByPodGC" => (PodFailure.NodeLost, $"node {node} is no longer there: {said}"),
            "TerminationByKubelet" => (PodFailure.Evicted, $"node {node} ended the pod: {said}"),
            "EvictionByEvictionAPI" => (PodFailure.Evicted, $"node {node} is drained, or somebody evicted the pod: {said}"),
            var other => (PodFailure.Evicted, $"the cluster ended the pod ({other}): {said}"),
        };
    }

    private static (PodFailure, string)? ByJob(V1Job? job) =>
        job?.Status?.Conditions?.FirstOrDefault(
            condition => condition is { Type: "Failed", Status: "True", Reason: "DeadlineExceeded" }) is not null
            ? (PodFailure.DeadlineExceeded, Deadline(job.Spec.ActiveDeadlineSeconds))
            : null;

    private static string Deadline(long? seconds) =>
        seconds is { } limit
            ? $"the pod was ended after {TimeSpan.FromSeconds(limit):c}, longer than its job may take"
            : "the pod ran longer than its job may take, and was ended";
}
