using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Relaying;

/// <summary>Puts the two ends of the relay into a container.</summary>
public static class RelayServices
{
    /// <summary>Adds <see cref="IRegistryRelay"/>: this process has the logins.</summary>
    public static IServiceCollection AddRegistryRelay(this IServiceCollection services)
    {
        services.AddRegistryClient();
        services.TryAddSingleton<IRegistryRelay, RegistryRelay>();
        return services;
    }

    /// <summary>
    /// Adds a registry client all of whose requests another process makes; <paramref name="connect"/> opens a connection to it.
    /// </summary>
    public static IServiceCollection AddRelayedRegistryClient(
        this IServiceCollection services, Func<CancellationToken, Task<Stream>> connect, Action<RegistryClientOptions>? configure = null)
    {
        services.AddRegistryClient(configure);
        services.AddHttpClient(RegistryServices.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new RelayHandler(connect));
        return services;
    }
}
