using Odagrun.Jobs.Store;

namespace Odagrun.Jobs.Tests.Store;

/// <summary>What a process killed between two of its steps leaves on disk, and what the next one makes of it.</summary>
public sealed class InterruptedStoreTests : IDisposable
{
    private readonly StoreRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Addition_CutOffBeforeItsRename_IsNoJobAndIsSweptLater()
    {
        var left = Directory.CreateDirectory(_rig.Directory.File("incoming", "demo-42.0123"));
        await File.WriteAllTextAsync(Path.Combine(left.FullName, "key"), "half", Cancellation);

        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Equal(JobAddition.Added, await _rig.AddAsync(Cancellation));

        await _rig.Store.PruneAsync(DateTimeOffset.MaxValue, Cancellation);
        Assert.False(left.Exists && Directory.Exists(left.FullName));
    }

    [Fact]
    public async Task Save_CutOffBeforeItsRename_LeavesTheOldRecord()
    {
        await _rig.AddAsync(Cancellation);
        await File.WriteAllTextAsync(_rig.Directory.File("live", "demo-42", "record.json.0123.tmp"), "{\"half", Cancellation);

        Assert.Equal(JobStage.Received, Assert.Single(await _rig.Store.ListAsync(Cancellation)).Stage);
    }

    [Theory]
    [InlineData("key")]
    [InlineData("key", "access")]
    [InlineData("key", "access", "payload")]
    public async Task Archive_CutOffBetweenItsFiles_CanBeDoneAgain(params string[] removed)
    {
        await _rig.AddAsync(Cancellation);
        await using (var claim = await _rig.ClaimAsync(Cancellation))
        {
            await claim.SaveAsync(claim.Record! with { Stage = JobStage.Finished, Finished = _rig.Clock.GetUtcNow() }, Cancellation);
        }

        foreach (var file in removed)
        {
            File.Delete(_rig.Directory.File("live", "demo-42", file));
        }

        Assert.Equal(JobStage.Finished, Assert.Single(await _rig.Store.ListAsync(Cancellation)).Stage);
        Assert.Null(await _rig.Store.ReadAccessAsync(StoreRig.Job, Cancellation));
        await using (var again = await _rig.ClaimAsync(Cancellation))
        {
            await again.ArchiveAsync(Cancellation);
        }

        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Addition_CutOffAfterItsRename_IsAWholeJob()
    {
        await _rig.AddAsync(Cancellation);

        var next = _rig.Open();

        Assert.Equal(StoreRig.Secret, (await next.ReadAccessAsync(StoreRig.Job, Cancellation))!.Token);
    }
}
