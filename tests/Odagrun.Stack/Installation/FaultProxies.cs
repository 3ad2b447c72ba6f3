using Odagrun.Stack.Proxies;

namespace Odagrun.Stack.Installation;

/// <summary>What an installation reaches its queues and its registry through, to be broken on demand.</summary>
public sealed class FaultProxies : IAsyncDisposable
{
    private FaultProxies(FaultProxy queues, FaultProxy registry) => (Queues, Registry) = (queues, registry);

    /// <summary>In front of Azurite's queues.</summary>
    public FaultProxy Queues { get; }

    /// <summary>In front of the registry.</summary>
    public FaultProxy Registry { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Queues.DisposeAsync();
        await Registry.DisposeAsync();
    }

    internal static async Task<FaultProxies> StartAsync(string queues, string registry) =>
        new(await FaultProxy.StartAsync(queues), await FaultProxy.StartAsync(registry));
}
