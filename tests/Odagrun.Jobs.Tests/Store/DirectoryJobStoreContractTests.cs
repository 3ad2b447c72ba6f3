using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tests.Store.Contract;

namespace Odagrun.Jobs.Tests.Store;

public sealed class DirectoryJobStoreContractTests : JobStoreContract, IDisposable
{
    private readonly StoreRig _rig = new();

    public void Dispose() => _rig.Dispose();

    protected override IJobStore Open() => _rig.Open();
}
