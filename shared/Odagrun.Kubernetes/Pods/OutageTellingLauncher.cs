using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Pods;

/// <summary>
/// The launcher, for callers that know nothing of Kubernetes: an API server that can't be reached is an outage to them, which no
/// job is to blame for.
/// </summary>
internal sealed class OutageTellingLauncher(KubernetesPodLauncher pods) : IPodLauncher
{
    /// <inheritdoc/>
    public Task<PodStartOutcome> StartAsync(PodRequest request, CancellationToken cancellationToken) =>
        Told(pods.StartAsync(request, cancellationToken));

    /// <inheritdoc/>
    public Task<PodStatus> GetAsync(JobName job, CancellationToken cancellationToken) => Told(pods.GetAsync(job, cancellationToken));

    /// <inheritdoc/>
    public Task<PodStatus> WaitAsync(JobName job, PodStatus? known, TimeSpan limit, CancellationToken cancellationToken) =>
        Told(pods.WaitAsync(job, known, limit, cancellationToken));

    /// <inheritdoc/>
    public Task DeleteAsync(JobName job, bool failed, CancellationToken cancellationToken) =>
        Told(DeletedAsync(job, failed, cancellationToken));

    /// <inheritdoc/>
    public Task<int?> FindRoomAsync(CancellationToken cancellationToken) => Told(pods.FindRoomAsync(cancellationToken));

    /// <inheritdoc/>
    public Task<IReadOnlyList<JobName>> ListAsync(CancellationToken cancellationToken) => Told(pods.ListAsync(cancellationToken));

    private async Task<bool> DeletedAsync(JobName job, bool failed, CancellationToken cancellationToken)
    {
        await pods.DeleteAsync(job, failed, cancellationToken).ConfigureAwait(false);
        return true;
    }

    private static async Task<T> Told<T>(Task<T> work)
    {
        try
        {
            return await work.ConfigureAwait(false);
        }
        catch (KubernetesApiException e) when (e.IsTransient)
        {
            throw new OutageException(e.Message, e);
        }
    }
}
