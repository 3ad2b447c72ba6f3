using System.Globalization;
using System.Text.Json;
using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Manifests;

namespace Odagrun.Kubernetes.Following;

/// <summary>How a pod ended: the executor's own word first, then why the cluster ended it, then the exit code.</summary>
internal static class PodEnd
{
    /// <summary>The executor's container has ended.</summary>
    public static PodStatus Of(V1Pod pod, V1Job? job, V1ContainerStateTerminated end)
    {
        var termination = Termination(end.Message);
        var (failure, message) = termination is not null ? (null, null) : Why(pod, job, end);
        return new PodStatus(
            PodPhase.Finished, end.ExitCode, failure, message, termination, Times.Utc(end.StartedAt), Times.Utc(end.FinishedAt));
    }

    /// <summary>The pod has ended, and nothing is known of the executor's container.</summary>
    public static PodStatus WithoutContainer(V1Pod pod, V1Job? job)
    {
        var (failure, message) = Disruptions.Of(pod, job)
            ?? (pod.Metadata.DeletionTimestamp is not null ? Deleted(pod) : ((PodFailure, string)?)null)
            ?? (PodFailure.StartError,
                $"the node refused the pod{(pod.Status.Reason is { } reason ? $" ({reason})" : "")}: {pod.Status.Message ?? "no reason given"}");
        return new PodStatus(PodPhase.Finished, Failure: failure, Message: message, StartedAt: Times.Utc(pod.Status.StartTime));
    }

    /// <summary>The pod object is gone, and its container was not seen to end.</summary>
    public static PodStatus Gone(V1Pod pod, V1Job? job)
    {
        var (failure, message) = Disruptions.Of(pod, job) ?? Deleted(pod);
        return new PodStatus(PodPhase.Finished, Failure: failure, Message: message, StartedAt: ContainerStatuses.StartedAt(pod));
    }

    private static (PodFailure Failure, string Message) Deleted(V1Pod pod) =>
        (PodFailure.Deleted,
            $"pod {pod.Metadata.Name} was deleted by somebody{(pod.Spec.NodeName is { } node ? $" while it was on node {node}" : " before it had a node")}");

    private static (PodFailure? Failure, string? Message) Why(V1Pod pod, V1Job? job, V1ContainerStateTerminated end) =>
        end.Reason == "OOMKilled" ? (PodFailure.OutOfMemory, MemoryMessage(pod))
        : Disruptions.Of(pod, job) is { } disruption ? disruption
        : end.Reason is "StartError" or "ContainerCannotRun" ? (PodFailure.StartError,
            $"the container runtime says: {Texts.OneLine(end.Message) ?? "nothing"}")
        : end.Reason == "ContainerStatusUnknown" ? (PodFailure.NodeLost,
            $"node {pod.Spec.NodeName} lost track of the container, most likely in a restart")
        : ExitSignal.Of(end.ExitCode) is { } signal
            ? pod.Metadata.DeletionTimestamp is null
                ? (PodFailure.Killed,
                    string.Create(CultureInfo.InvariantCulture, $"the executor was killed by signal {signal} ({ExitSignal.Name(signal)})"))
                : (PodFailure.Deleted, $"pod {pod.Metadata.Name} was deleted by somebody while it ran on node {pod.Spec.NodeName}")
        : (PodFailure.ExecutorCrashed,
            string.Create(CultureInfo.InvariantCulture, $"the executor ended with exit code {end.ExitCode} and left no word"));

    private static string MemoryMessage(V1Pod pod)
    {
        var executor = pod.Spec.Containers.FirstOrDefault(container => container.Name == ContainerNames.Executor);
        var limits = executor?.Resources?.Limits ?? pod.Spec.Resources?.Limits;
        return limits?.TryGetValue("memory", out var limit) == true
            ? $"killed for lack of memory: the limit is {Texts.Mebibytes(limit.ToInt64())}"
            : $"killed for lack of memory on node {pod.Spec.NodeName}: the pod itself has no limit, the node had no more";
    }

    // What else stands there is the last words of something that is no executor.
    private static TerminationMessage? Termination(string? message)
    {
        if (message is null || !message.AsSpan().TrimStart().StartsWith("{"))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(message, HandoverJson.Default.TerminationMessage);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
