using k8s;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Manifests;

namespace Odagrun.Kubernetes.Pods;

/// <summary>What the cluster can do; asked once, and again after a while: clusters are upgraded under running programs.</summary>
internal sealed class ClusterFacts(ClusterConnection connection, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);

    // Many jobs begin at once: one of them asks.
    private readonly SemaphoreSlim _asking = new(1, 1);

    private Asked? _asked;

    public async Task<ClusterFeatures> GetAsync(CancellationToken cancellationToken)
    {
        if (Known() is { } known)
        {
            return known;
        }

        await _asking.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return Known() ?? await AskAsync(cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _asking.Release();
        }
    }

    public void Dispose() => _asking.Dispose();

    private ClusterFeatures? Known() =>
        Volatile.Read(ref _asked) is { } asked && clock.GetElapsedTime(asked.At) < Memory ? asked.Features : null;

    private async Task<ClusterFeatures> AskAsync(CancellationToken cancellationToken)
    {
        var version = await connection.Client.Version.GetCodeAsync(cancellationToken).ConfigureAwait(false);
        var groups = await connection.Client.Apis.GetAPIVersionsAsync(cancellationToken).ConfigureAwait(false);
        var features = ClusterFeatures.Of(version.Major, version.Minor, groups.Groups.Select(group => group.Name));
        Volatile.Write(ref _asked, new Asked(features, clock.GetTimestamp()));
        return features;
    }

    private sealed record Asked(ClusterFeatures Features, long At);
}
