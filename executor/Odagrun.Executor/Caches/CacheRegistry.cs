using Microsoft.Extensions.DependencyInjection;
using Odagrun.Handover;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Caches;

/// <summary>The repository with the runner's caches, as this process reaches it: with the runner's own login, which no script sees.</summary>
internal sealed class CacheRegistry : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _services;

    private CacheRegistry(EnvelopeRegistry registry, string repository)
    {
        Repository = new ImageReference(registry.Host, repository, null, null);
        Credentials = new RegistryCredentials(registry.Logins.Where(login => login.IsOfRunner).Select(login => new RegistryLogin(login.Registry, login.Username, login.Password)));
        _services = new(() =>
        {
            var services = new ServiceCollection();
            services.AddLayerPusher();
            services.Configure<RegistryClientOptions>(options => options.InsecureRegistries = [.. registry.Insecure]);
            return services.BuildServiceProvider();
        });
    }

    /// <summary>Registry and repository.</summary>
    internal ImageReference Repository { get; }

    internal RegistryCredentials Credentials { get; }

    internal IRegistryClient Client => _services.Value.GetRequiredService<IRegistryClient>();

    internal ILayerPusher Pusher => _services.Value.GetRequiredService<ILayerPusher>();

    /// <summary>Null where the job neither restores nor stores anything.</summary>
    internal static CacheRegistry? Of(ExecutorEnvelope envelope) =>
        envelope is { Registry: { } registry, Caches: { } caches } ? new CacheRegistry(registry, caches.Repository) : null;

    public ValueTask DisposeAsync() => _services.IsValueCreated ? _services.Value.DisposeAsync() : ValueTask.CompletedTask;
}
