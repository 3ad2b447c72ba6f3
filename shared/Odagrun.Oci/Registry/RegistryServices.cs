using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odagrun.Oci.Registry.Auth;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry;

/// <summary>Puts the registry client into a container.</summary>
public static class RegistryServices
{
    /// <summary>The name of the HTTP client: a handler added to it sees every request that goes out.</summary>
    public const string HttpClientName = "odagrun-registry";

    /// <summary>Adds <see cref="IRegistryClient"/>; a <see cref="TimeProvider"/> that is there already is used.</summary>
    public static IServiceCollection AddRegistryClient(this IServiceCollection services, Action<RegistryClientOptions>? configure = null)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IValidateOptions<RegistryClientOptions>, RegistryClientOptionsValidator>();
        var options = services.AddOptions<RegistryClientOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<RegistryEndpoints>();
        services.TryAddSingleton<Backoff>();
        services.TryAddSingleton<TokenCache>();
        services.TryAddSingleton<ChallengeCache>();
        services.TryAddTransient<RetryHandler>();
        services.TryAddTransient<AuthHandler>();
        services.TryAddTransient<RedirectHandler>();
        services.TryAddSingleton<IRegistryClient, RegistryClient>();
        AddHttpClient(services);
        return services;
    }

    private static void AddHttpClient(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(RegistryHttpMarker)))
        {
            return;
        }

        services.AddSingleton<RegistryHttpMarker>();
        services.AddHttpClient(HttpClientName, http =>
            {
                // Blobs stream for as long as they need; the retry handler watches how long an answer takes to begin.
                http.Timeout = Timeout.InfiniteTimeSpan;
                http.DefaultRequestHeaders.UserAgent.ParseAdd("odagrun");
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = TimeSpan.FromSeconds(15),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            .AddHttpMessageHandler<RetryHandler>()
            .AddHttpMessageHandler<AuthHandler>()
            .AddHttpMessageHandler<RedirectHandler>()
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers();
    }

    private sealed class RegistryHttpMarker;
}
