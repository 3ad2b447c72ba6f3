using k8s.Models;
using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Following;

/// <summary>
/// Reads from a job's objects how it is. The executor's container decides: services may still run when it has ended. Reasons come
/// from statuses and conditions; texts are read only where Kubernetes has no reason.
/// </summary>
internal sealed class StatusReader(PullFailures pulls, TimeProvider clock)
{
    // Beyond its grace period, how long a node has to say that a pod ended.
    private static readonly TimeSpan NodePatience = TimeSpan.FromSeconds(30);

    public Reading Read(JobView view) => view switch
    {
        { Pod: { } pod } => ReadPod(view, pod.Object, pod.IsGone),
        { LiveJob: { } job } => JobReader.WithoutPod(job, view.Events),
        { Job: not null } => Reading.Failed(PodFailure.Deleted, "the Job was deleted before it had a pod"),
        _ => new Reading(new PodStatus(PodPhase.NotFound)),
    };

    private Reading ReadPod(JobView view, V1Pod pod, bool isGone)
    {
        var status = ContainerStatuses.Executor(pod);
        if (status?.State?.Terminated is { } end)
        {
            return new Reading(PodEnd.Of(pod, view.Job?.Object, end));
        }

        // The whole pod ended before its containers did, or could be asked.
        if (pod.Status?.Phase is "Failed" or "Succeeded")
        {
            return new Reading(PodEnd.WithoutContainer(pod, view.Job?.Object));
        }

        if (isGone)
        {
            return new Reading(PodEnd.Gone(pod, view.Job?.Object));
        }

        if (pod.Metadata.DeletionTimestamp is { } deletion && NodeIsSilent(pod, deletion) is { } silent)
        {
            return silent;
        }

        return status?.State?.Running is { } running
            ? new Reading(new PodStatus(PodPhase.Running, StartedAt: Times.Utc(running.StartedAt)))
            : pod.Metadata.DeletionTimestamp is not null ? Reading.Pending("the pod is being removed", NodePatience)
            : PendingReader.Read(pod, view.Events, pulls, clock);
    }

    // A deleted pod is there until its node confirms that it has ended.
    private Reading? NodeIsSilent(V1Pod pod, DateTime deletion)
    {
        var limit = new DateTimeOffset(DateTime.SpecifyKind(deletion, DateTimeKind.Utc)) + NodePatience;
        var now = clock.GetUtcNow();
        return now < limit
            ? ContainerStatuses.IsRunning(pod)
                ? new Reading(new PodStatus(PodPhase.Running, StartedAt: ContainerStatuses.StartedAt(pod)), limit - now)
                : null
            : Reading.Failed(PodFailure.NodeLost,
                $"node {pod.Spec.NodeName} has not confirmed for {NodePatience.TotalSeconds:0} s that the deleted pod has ended");
    }
}
