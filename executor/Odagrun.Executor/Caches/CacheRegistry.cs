using Microsoft.Extensions.DependencyInjection;
using Odagrun.Caches.Removing;
using Odagrun.Handover;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Executor.Caches;

/// <summary>
/// The repository with the runner's caches, as this process reaches it: with the runner's own login, which no script sees.
/// </summary>
internal sealed class CacheRegistry : IAsyncDisposable
{
    private readonly Lazy<ServiceProvider> _services;
    private readonly Lazy<StoredRemoval> _removal;

    private CacheRegistry(EnvelopeRegistry registry, string repository)
    {
        Repository = new ImageReference(registry.Host, repository, null, null);
        var logins = registry.Logins.Where(login => login.IsOfRunner)
            .Select(login => new RegistryLogin(login.Registry, login.Username, login.Password)).ToList();
        Credentials = new RegistryCredentials(logins);
        _removal = new(() => new StoredRemoval(Client, registry.Host, logins, registry.ImageApi));
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

    /// <summary>Takes what is stored away.</summary>
    internal StoredRemoval Removal => _removal.Value;

    internal ILayerPusher Pusher => _services.Value.GetRequiredService<ILayerPusher>();

    /// <summary>Null where the job neither restores nor stores anything.</summary>
    internal static CacheRegistry? Of(ExecutorEnvelope envelope) =>
        envelope is { Registry: { } registry, Caches: { } caches } ? new CacheRegistry(registry, caches.Repository) : null;

    public async ValueTask DisposeAsync()
    {
        if (_removal.IsValueCreated)
        {
            _removal.Value.Dispose();
        }

        if (_services.IsValueCreated)
        {
            await _services.Value.DisposeAsync();
        }
    }
}
