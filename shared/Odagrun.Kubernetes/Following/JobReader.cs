using k8s.Models;
using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Following;

/// <summary>A Job of which no pod was seen: not made yet, refused, or removed again.</summary>
internal static class JobReader
{
    public static Reading WithoutPod(V1Job job, IReadOnlyList<Corev1Event> events)
    {
        if (job.Status?.Conditions?.FirstOrDefault(
            condition => condition is { Type: "Failed" or "FailureTarget", Status: "True" }) is { } failed)
        {
            return failed.Reason == "DeadlineExceeded"
                ? Reading.Failed(
                    PodFailure.DeadlineExceeded, "the Job's time was over before a pod of it ran", Times.Utc(failed.LastTransitionTime))
                : Reading.Failed(
                    PodFailure.Deleted, $"its pod is gone, and the Job failed: {failed.Reason} {Texts.OneLine(failed.Message)}",
                    Times.Utc(failed.LastTransitionTime));
        }

        var refusal = events
            .Where(entry => entry.Reason == "FailedCreate" && entry.InvolvedObject.Uid == job.Metadata.Uid)
            .OrderBy(EventTimes.Last).LastOrDefault();
        return refusal is null ? Reading.Pending("waiting for the cluster to make the pod") : Refused(refusal.Message);
    }

    private static Reading Refused(string message)
    {
        var (failure, sentence) = Refusals.OfPod(message);
        return failure is { } final ? Reading.Failed(final, sentence) : Reading.Pending(sentence);
    }
}
