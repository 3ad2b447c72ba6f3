using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Following;
using Odagrun.Kubernetes.Settings;
using Odagrun.Kubernetes.Watching;

namespace Odagrun.Kubernetes.Pods;

/// <summary>
/// Removes a job's Job, and with it pod and Secrets, which belong to it. Waits for a running executor to end, so that nobody speaks
/// for the job beside it; what has ended the cluster removes by itself.
/// </summary>
internal sealed class JobRemoval(
    ClusterConnection connection, ClusterWatches watches, PullFailures pulls, IOptions<KubernetesPodOptions> options, TimeProvider clock,
    ILogger<JobRemoval> logger)
{
    // From a pod's last moment until its node has told so.
    private static readonly TimeSpan Reporting = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _removed = new(StringComparer.Ordinal);

    /// <summary>Whether this process has removed the Job.</summary>
    public bool IsRemoved(V1Job job) => _removed.ContainsKey(job.Metadata.Uid);

    /// <summary>Whether this process has removed the Job a pod belongs to.</summary>
    public bool IsRemoved(V1ObjectMeta pod) => pod.OwnerReferences?.Any(owner => _removed.ContainsKey(owner.Uid)) == true;

    /// <summary>The view without what this process has removed: for a moment the watch still shows it.</summary>
    public JobView Without(JobView view) => view with
    {
        Job = view.Job is { } job && IsRemoved(job.Object) ? null : view.Job,
        Pods = [.. view.Pods.Where(pod => !IsRemoved(pod.Object.Metadata))],
    };

    /// <summary>Removes all of a job. <paramref name="keep"/>: an ended pod stays for as long as the options say.</summary>
    public async Task RemoveAsync(JobName job, bool keep, CancellationToken cancellationToken)
    {
        using var use = await watches.UseAsync(cancellationToken).ConfigureAwait(false);
        var view = watches.View(job);
        if (keep && options.Value.Life.KeepFailedPods > TimeSpan.Zero && view is { LiveJob: { } failed, Pod: { } ended }
            && HasEnded(ended.Object))
        {
            await KeepAsync(failed, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (view.Job is { Object: { } known })
        {
            Note(known.Metadata.Uid);
        }

        await DeleteJobAsync(job, cancellationToken).ConfigureAwait(false);
        await EndPodsAsync(job, cancellationToken).ConfigureAwait(false);
        foreach (var pod in view.Pods)
        {
            pulls.Forget(pod.Object.Metadata.Uid);
        }

        watches.Forget(job);
    }

    /// <summary>Removes the Job, so that the cluster makes no second pod of it, and leaves what is known of the first to be read.</summary>
    public async Task EndJobAsync(V1Job job, CancellationToken cancellationToken)
    {
        logger.PodTaken(job.Metadata.Name);
        await DeleteJobAsync(job.Metadata.Name, job.Metadata.Uid, cancellationToken).ConfigureAwait(false);
    }

    private Task DeleteJobAsync(JobName job, CancellationToken cancellationToken) =>
        DeleteJobAsync(ObjectNames.Of(job), null, cancellationToken);

    private async Task DeleteJobAsync(string name, string? uid, CancellationToken cancellationToken)
    {
        var how = new V1DeleteOptions
        {
            PropagationPolicy = "Background",
            Preconditions = uid is null ? null : new V1Preconditions { Uid = uid },
        };
        try
        {
            var answer = await connection.Client.BatchV1.DeleteNamespacedJobAsync(name, connection.Namespace, how,
                cancellationToken: cancellationToken).ConfigureAwait(false);
            if (uid is null && answer.Details?.Uid is { } removed)
            {
                Note(removed);
            }
        }
        catch (KubernetesApiException e) when (e.IsNotFound || (uid is not null && e.IsConflict))
        {
            // Gone already, or another Job by now.
        }
    }

    // The cluster asks pods whose Job is gone to end; a node that is gone itself never confirms that they have.
    private async Task EndPodsAsync(JobName job, CancellationToken cancellationToken)
    {
        var limit = options.Value.Life.TerminationGrace + Reporting;
        var begin = clock.GetTimestamp();
        while (true)
        {
            using var use = await watches.UseAsync(cancellationToken).ConfigureAwait(false);
            var next = watches.NextAsync(job);
            var view = watches.View(job);
            var running = view.Pods.Where(pod => !pod.IsGone && ContainerStatuses.IsRunning(pod.Object)).ToList();
            if (running.Count == 0)
            {
                await DeleteAsync(view.Pods.Where(pod => !pod.IsGone && IsOrphan(pod.Object, view)), grace: null, cancellationToken)
                    .ConfigureAwait(false);
                return;
            }

            var left = limit - clock.GetElapsedTime(begin);
            if (left <= TimeSpan.Zero)
            {
                logger.PodForced(job, limit);
                await DeleteAsync(running, grace: 0, cancellationToken).ConfigureAwait(false);
                return;
            }

            await SleepAsync(next, left, cancellationToken).ConfigureAwait(false);
        }
    }

    // The owner was never seen, or is long gone: nobody else will remove the pod.
    private bool IsOrphan(V1Pod pod, JobView view) =>
        pod.Metadata.DeletionTimestamp is null
            && (view.Job is null || view.Job is { GoneSince: { } since } && clock.GetUtcNow() - since > Reporting);

    private async Task DeleteAsync(IEnumerable<Observed<V1Pod>> pods, int? grace, CancellationToken cancellationToken)
    {
        foreach (var pod in pods)
        {
            try
            {
                await connection.Client.CoreV1.DeleteNamespacedPodAsync(
                    pod.Object.Metadata.Name, connection.Namespace, new V1DeleteOptions { GracePeriodSeconds = grace },
                    cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            catch (KubernetesApiException e) when (e.IsNotFound)
            {
                // Gone already.
            }
        }
    }

    private async Task KeepAsync(V1Job job, CancellationToken cancellationToken)
    {
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { [ObjectLabels.Kept] = "true" } },
            ["spec"] = new JsonObject { ["ttlSecondsAfterFinished"] = (int)options.Value.Life.KeepFailedPods.TotalSeconds },
        };
        try
        {
            var kept = await connection.Client.BatchV1.PatchNamespacedJobAsync(
                new V1Patch(patch.ToJsonString(), V1Patch.PatchType.MergePatch), job.Metadata.Name, connection.Namespace,
                cancellationToken: cancellationToken).ConfigureAwait(false);
            watches.Jobs.Offer(kept);
            Note(job.Metadata.Uid);
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            // Removed by somebody else.
        }
    }

    private static bool HasEnded(V1Pod pod) =>
        ContainerStatuses.Executor(pod)?.State?.Terminated is not null || pod.Status?.Phase is "Failed" or "Succeeded";

    private void Note(string uid)
    {
        var now = clock.GetUtcNow();
        _removed[uid] = now;
        foreach (var (old, at) in _removed)
        {
            if (now - at > Memory)
            {
                _removed.TryRemove(old, out _);
            }
        }
    }

    private async Task SleepAsync(Task next, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(limit, clock, awake.Token)).ConfigureAwait(false);
        await awake.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
