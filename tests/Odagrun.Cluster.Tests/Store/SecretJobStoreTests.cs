using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tests.Store.Contract;
using Odagrun.Kubernetes;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Rooms;
using Odagrun.Kubernetes.Store;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Installation;

namespace Odagrun.Cluster.Tests.Store;

/// <summary>
/// Jobs in Secrets of a real API server, with the rights of keda/base/rbac: what every job store does, and room by real quotas.
/// </summary>
public sealed class SecretJobStoreTests : JobStoreContract, IAsyncLifetime
{
    private readonly List<IAsyncDisposable> _opened = [];
    private ClusterNamespace? _place;
    private string? _kubeconfig;

    public async ValueTask InitializeAsync()
    {
        var cluster = await TestCluster.GetAsync(Cancellation);
        _place = await cluster.CreateNamespaceAsync(Cancellation);
        _kubeconfig = await _place.ApplyFolderAsync(Path.Combine(RepositoryPaths.Root, "keda", "base", "rbac"), "odagrun", Cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opened in _opened)
        {
            await opened.DisposeAsync();
        }

        await (_place?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    [Fact]
    public async Task Archive_AJobWithALargeEnvelope_LeavesNoSecret()
    {
        await AddAsync(Store);
        await using (var claim = await ClaimAsync(Store))
        {
            await claim.WriteAsync(JobPart.Envelope, System.Security.Cryptography.RandomNumberGenerator.GetBytes(2 << 20), Cancellation);
            await claim.SaveAsync(claim.Record! with { Stage = JobStage.Prepared }, Cancellation);
            await claim.FinishAsync(claim.Record! with { Stage = JobStage.Finished, Outcome = JobOutcome.Failed }, Cancellation);
            await claim.ArchiveAsync(Cancellation);
        }

        Assert.DoesNotContain(
            await _place!.Kubectl.ListAsync("secrets", Cancellation),
            secret => ((string?)secret!["metadata"]!["name"])!.StartsWith("odagrun-demo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Save_AfterAnotherProcessActed_IsRefused()
    {
        await AddAsync(Store);
        await using var claim = await ClaimAsync(Store);
        await SaveAsync(Open(), record => record with { Sequence = 2 });

        await Assert.ThrowsAsync<ClaimLostException>(() => claim.SaveAsync(claim.Record! with { Image = "mine" }, Cancellation));
    }

    [Fact]
    public async Task Room_OfARealQuota_IsCountedAndSaidInNumbers()
    {
        await _place!.Kubectl.RunAsync(["create", "quota", "ci", "--hard=requests.cpu=1,pods=3"], Cancellation);
        var sources = new RoomSources(Connect(), TimeProvider.System, NullLogger<RoomSources>.Instance);
        _opened.Add(sources);
        var rooms = new NamespaceRooms(sources, new Reservations(TimeProvider.System));

        Assert.Equal(2, await rooms.CountAsync(Pod("500m"), _ => false, Cancellation));
        Assert.Equal(Room.Here, await rooms.TakeAsync("a-1", Pod("500m"), _ => false, Cancellation));
        Assert.Equal(Room.Here, await rooms.TakeAsync("a-2", Pod("500m"), _ => false, Cancellation));
        Assert.Equal(RoomResult.FitsLater, (await rooms.TakeAsync("a-3", Pod("500m"), _ => false, Cancellation)).Result);
        Assert.Equal(0, await rooms.CountAsync(Pod("500m"), _ => false, Cancellation));
        var never = await rooms.TakeAsync("a-4", Pod("2"), _ => false, Cancellation);
        Assert.Equal(RoomResult.NeverFits, never.Result);
        Assert.Contains("the quota 'ci' allows 1", never.Sentence, StringComparison.Ordinal);
    }

    protected override IJobStore Open()
    {
        var secrets = new JobSecrets(Connect(), TimeProvider.System, NullLogger<JobSecrets>.Instance);
        _opened.Add(secrets);
        return new SecretJobStore(secrets, TimeProvider.System);
    }

    private static V1PodSpec Pod(string cpu) => new()
    {
        Containers = [new V1Container
        {
            Name = "job",
            Resources = new V1ResourceRequirements { Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(cpu) } },
        }],
    };

    private ClusterConnection Connect() => new(
        Options.Create(new KubernetesOptions { Kubeconfig = _kubeconfig, Namespace = _place!.Name }), TimeProvider.System,
        NullLogger<ClusterConnection>.Instance);
}
