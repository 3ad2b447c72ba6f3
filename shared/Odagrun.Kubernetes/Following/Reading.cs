using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Following;

/// <summary>A pod's status, and after how long it may be another without anything having changed.</summary>
internal sealed record Reading(PodStatus Status, TimeSpan? LookAgain = null)
{
    public static Reading Pending(string progress, TimeSpan? lookAgain = null) =>
        new(new PodStatus(PodPhase.Pending, Progress: progress), lookAgain);

    public static Reading Failed(PodFailure failure, string message, DateTimeOffset? at = null) =>
        new(new PodStatus(PodPhase.Finished, Failure: failure, Message: message, FinishedAt: at));
}
