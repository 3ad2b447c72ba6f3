using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tests.Store.Contract;

namespace Odagrun.Kubernetes.Tests.Store;

public sealed class SecretJobStoreContractTests : JobStoreContract, IAsyncDisposable
{
    private readonly SecretRig _rig = new();

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    protected override IJobStore Open() => _rig.Open();
}
