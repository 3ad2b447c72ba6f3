namespace Odagrun.Stack.Cluster;

/// <summary>
/// Control over a running cluster's parts, for tests of what happens without them. <paramref name="directory"/>: the cluster's.
/// </summary>
public sealed class ClusterParts(string directory)
{
    /// <summary>SIGTERM, and the end awaited; the API server lets go of its watches first, which takes it most of a minute.</summary>
    public Task StopAsync(ClusterPart part, CancellationToken cancellationToken) => RunAsync("stop", part, cancellationToken);

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(ClusterPart part, CancellationToken cancellationToken) => RunAsync("kill", part, cancellationToken);

    /// <summary>Starts it again; it needs a moment until it answers.</summary>
    public Task StartAsync(ClusterPart part, CancellationToken cancellationToken) => RunAsync("start", part, cancellationToken);

    /// <summary>Stops and starts, as slowly as <see cref="StopAsync"/>.</summary>
    public Task RestartAsync(ClusterPart part, CancellationToken cancellationToken) => RunAsync("restart", part, cancellationToken);

    /// <summary>Stops its execution (SIGSTOP) until the result is disposed of.</summary>
    public async Task<IAsyncDisposable> FreezeAsync(ClusterPart part, CancellationToken cancellationToken)
    {
        await RunAsync("freeze", part, cancellationToken);
        return new Frozen(this, part);
    }

    private Task<string> RunAsync(string action, ClusterPart part, CancellationToken cancellationToken) =>
        ClusterScripts.RunAsync("part.sh", [directory, action, NameOf(part)], cancellationToken);

    private static string NameOf(ClusterPart part) => part switch
    {
        ClusterPart.ApiServer => "apiserver",
        ClusterPart.Controllers => "controllers",
        ClusterPart.Scheduler => "scheduler",
        ClusterPart.Kubelet => "kubelet",
        ClusterPart.Registry => "registry",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "no such part"),
    };

    private sealed class Frozen(ClusterParts parts, ClusterPart part) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await parts.RunAsync("thaw", part, CancellationToken.None);
    }
}
