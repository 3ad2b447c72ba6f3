using k8s;
using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Following;
using Odagrun.Kubernetes.Watching;

namespace Odagrun.Kubernetes.Pods;

/// <summary>
/// Pods in Kubernetes: one batch/v1 Job per job. What happens to them is known from one watch for all of them; single requests are
/// sent to make, to remove, and to make sure that something is not there.
/// </summary>
internal sealed class KubernetesPodLauncher(
    ClusterConnection connection, ClusterWatches watches, JobCreation creation, JobRemoval removal, JobRoom room, StatusReader reader,
    DeletionReasons deletions, TimeProvider clock) : IPodLauncher
{
    private static readonly TimeSpan Overdue = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Task<PodStartOutcome> StartAsync(PodRequest request, CancellationToken cancellationToken) =>
        creation.CreateAsync(request, cancellationToken);

    /// <inheritdoc/>
    public async Task<PodStatus> GetAsync(JobName job, CancellationToken cancellationToken)
    {
        using var use = await watches.UseAsync(cancellationToken).ConfigureAwait(false);
        return (await ReadAsync(job, cancellationToken).ConfigureAwait(false)).Status;
    }

    /// <inheritdoc/>
    public async Task<PodStatus> WaitAsync(JobName job, PodStatus? known, TimeSpan limit, CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        while (true)
        {
            // A watch that came to an end is begun anew here.
            using var use = await watches.UseAsync(cancellationToken).ConfigureAwait(false);
            var next = watches.NextAsync(job);
            var reading = await ReadAsync(job, cancellationToken).ConfigureAwait(false);
            var left = limit - clock.GetElapsedTime(begin);
            if (reading.Status.IsNews(known) || left <= TimeSpan.Zero)
            {
                return reading.Status;
            }

            using var events = reading.Status.Phase == PodPhase.Pending
                ? await watches.UseEventsAsync(cancellationToken).ConfigureAwait(false)
                : null;
            await SleepAsync(next, reading.LookAgain is { } look && look < left ? look : left, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(JobName job, bool failed, CancellationToken cancellationToken) =>
        removal.RemoveAsync(job, failed, cancellationToken);

    /// <inheritdoc/>
    public Task<int?> FindRoomAsync(CancellationToken cancellationToken) => room.CountAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<JobName>> ListAsync(CancellationToken cancellationToken)
    {
        using var use = await watches.UseAsync(cancellationToken).ConfigureAwait(false);
        var jobs = watches.Jobs.All().Where(job => IsThere(job.Metadata) && !removal.IsRemoved(job)).Select(job => job.Metadata);

        // A pod whose Job is on its way out follows by itself; one that stays is an orphan.
        var owners = watches.Jobs.All().Select(job => job.Metadata.Uid).ToHashSet(StringComparer.Ordinal);
        var orphans = watches.Pods.All().Select(pod => pod.Metadata)
            .Where(pod => IsThere(pod) && !removal.IsRemoved(pod) && pod.OwnerReferences?.Any(owner => owners.Contains(owner.Uid)) != true
                && IsOld(pod));
        return [.. jobs.Concat(orphans).Select(JobOf).OfType<JobName>().Distinct()];
    }

    private async Task<Reading> ReadAsync(JobName job, CancellationToken cancellationToken)
    {
        var view = removal.Without(watches.View(job));
        if (view.Job is null || view.Job.IsGone)
        {
            view = await ConfirmAsync(job, view, cancellationToken).ConfigureAwait(false);
        }

        await GuardAsync(view, cancellationToken).ConfigureAwait(false);
        var reading = reader.Read(view);
        return reading.Status.Failure is PodFailure.Deleted or PodFailure.NodeLost && view.Pod is { } pod
            ? reading with { Status = await deletions.ExplainAsync(reading.Status, pod.Object, cancellationToken).ConfigureAwait(false) }
            : reading;
    }

    // The watch may be a moment behind another process, or hold the last of a Job that was made anew.
    private async Task<JobView> ConfirmAsync(JobName job, JobView view, CancellationToken cancellationToken)
    {
        if (view.Pods.Count > 0)
        {
            return view;
        }

        try
        {
            var there = await connection.Client.BatchV1.ReadNamespacedJobAsync(ObjectNames.Of(job), connection.Namespace,
                cancellationToken: cancellationToken).ConfigureAwait(false);
            watches.Jobs.Offer(there);
            return removal.Without(view with { Job = new Observed<V1Job>(there) });
        }
        catch (KubernetesApiException e) when (e.IsNotFound)
        {
            return view;
        }
    }

    // Clusters before 1.23 make another pod where somebody deletes one: the job would run a second time.
    private async Task GuardAsync(JobView view, CancellationToken cancellationToken)
    {
        if (view is { LiveJob: { } job, Pod: { } pod } && (pod.IsGone || pod.Object.Metadata.DeletionTimestamp is not null) && !IsOver(job))
        {
            await removal.EndJobAsync(job, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsOver(V1Job job) =>
        job.Status?.Conditions?.Any(condition => condition is { Type: "Complete" or "Failed", Status: "True" }) == true;

    private static bool IsKept(V1ObjectMeta metadata) => metadata.Labels?.ContainsKey(ObjectLabels.Kept) == true;

    // What is being removed needs nobody, unless it does not come to an end.
    private bool IsThere(V1ObjectMeta metadata) =>
        !IsKept(metadata) && (Times.Utc(metadata.DeletionTimestamp) is not { } deletion || clock.GetUtcNow() - deletion > Overdue);

    private bool IsOld(V1ObjectMeta metadata) =>
        Times.Utc(metadata.CreationTimestamp) is not { } made || clock.GetUtcNow() - made > Overdue;

    private static JobName? JobOf(V1ObjectMeta metadata) =>
        metadata.Labels.TryGetValue(ObjectLabels.Job, out var name) ? JobName.TryParse(name) : null;

    private async Task SleepAsync(Task next, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(next, Task.Delay(limit, clock, awake.Token)).ConfigureAwait(false);
        await awake.CancelAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }
}
