using Odagrun.Jobs.Tests.Queues;
using Odagrun.Stack.Services;

[assembly: AssemblyFixture(typeof(AzuriteFixture))]

namespace Odagrun.Jobs.Tests.Queues;

/// <summary>One Azurite for all queue tests; each uses queues of its own.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    private Azurite? _azurite;

    public string ConnectionString => _azurite!.ConnectionString;

    public async ValueTask InitializeAsync() => _azurite = await Azurite.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }
    }
}
