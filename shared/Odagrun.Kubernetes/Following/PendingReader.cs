using k8s.Models;
using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Following;

/// <summary>A pod that does not run yet: what it waits for, or why it never will.</summary>
internal static class PendingReader
{
    // Caches of nodes lag behind, a container's name may still be taken: such things right themselves, or do not.
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(30);

    public static Reading Read(V1Pod pod, IReadOnlyList<Corev1Event> events, PullFailures pulls, TimeProvider clock)
    {
        if (ContainerStatuses.Condition(pod, "PodScheduled") is { Status: "False" } unscheduled)
        {
            return Reading.Pending(unscheduled.Reason == "SchedulingGated"
                ? $"waiting for its scheduling gates to be lifted: {Texts.OneLine(unscheduled.Message)}"
                : $"waiting for a node: {SchedulingTexts.Plain(unscheduled.Message)}");
        }

        if (pod.Spec.NodeName is not { Length: > 0 } node)
        {
            return Reading.Pending("waiting for a node");
        }

        foreach (var status in ContainerStatuses.BeforeStart(pod))
        {
            if (status.State?.Waiting is { } waiting && Stuck(pod, status, waiting, events, pulls, clock) is { } reading)
            {
                return reading;
            }
        }

        return MissingSources.Of(pod, events) is { } missing
            ? Patient(pod, clock, PodFailure.Configuration, missing)
            : Reading.Pending(NodeProgress.Of(pod, node, events));
    }

    private static Reading? Stuck(
        V1Pod pod, V1ContainerStatus status, V1ContainerStateWaiting waiting, IReadOnlyList<Corev1Event> events, PullFailures pulls,
        TimeProvider clock)
    {
        var said = Texts.OneLine(waiting.Message) ?? "no reason given";
        return waiting.Reason switch
        {
            "ErrImagePull" or "ImagePullBackOff" or "RegistryUnavailable" => pulls.Read(pod, status, waiting, events),
            "InvalidImageName" => Reading.Failed(PodFailure.ImageInvalid, $"'{status.Image}' is no image name: {said}"),
            "ErrImageNeverPull" => Reading.Failed(
                PodFailure.ImageNotFound, $"{status.Image} is not on node {pod.Spec.NodeName}, and its pull policy is Never"),
            "SignatureValidationFailed" =>
                Reading.Failed(PodFailure.ImageInvalid, $"{status.Image}: its signature is not accepted: {said}"),
            "ImageInspectError" =>
                Patient(pod, clock, PodFailure.ImageInvalid, $"node {pod.Spec.NodeName} can't read image {status.Image}: {said}"),
            "CreateContainerConfigError" => IsForGood(said)
                ? Reading.Failed(PodFailure.Configuration, $"container {status.Name}: {said}")
                : Patient(pod, clock, PodFailure.Configuration, $"container {status.Name}: {said}"),
            "CreateContainerError" or "RunContainerError" or "CrashLoopBackOff" or "PreCreateHookError" or "PreStartHookError"
                or "PostStartHookError" =>
                Patient(pod, clock, PodFailure.StartError, $"container {status.Name}: {said}"),
            _ => null,
        };
    }

    private static bool IsForGood(string said) =>
        said.Contains("runAsNonRoot", StringComparison.Ordinal) || said.Contains("non-numeric user", StringComparison.Ordinal);

    private static Reading Patient(V1Pod pod, TimeProvider clock, PodFailure failure, string message)
    {
        var since = Times.Utc(ContainerStatuses.Condition(pod, "PodScheduled")?.LastTransitionTime ?? pod.Metadata.CreationTimestamp)
            ?? clock.GetUtcNow();
        var left = since + StartPatience - clock.GetUtcNow();
        return left <= TimeSpan.Zero
            ? Reading.Failed(failure, message)
            : Reading.Pending($"the container can't be started yet: {message}", left);
    }
}
