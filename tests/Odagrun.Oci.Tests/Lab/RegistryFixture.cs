using Odagrun.Oci.Tests.Lab;
using Odagrun.Stack.Services;

[assembly: AssemblyFixture(typeof(RegistryFixture))]

namespace Odagrun.Oci.Tests.Lab;

/// <summary>One real registry for all tests that do not break it; each test has repositories of its own.</summary>
public sealed class RegistryFixture : IAsyncLifetime
{
    private DockerRegistry? _registry;

    public string Host => _registry!.Host;

    public async ValueTask InitializeAsync() => _registry = await DockerRegistry.StartAsync(CancellationToken.None);

    public ValueTask DisposeAsync() => _registry?.DisposeAsync() ?? ValueTask.CompletedTask;
}
