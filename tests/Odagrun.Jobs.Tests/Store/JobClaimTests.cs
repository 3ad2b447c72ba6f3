using Odagrun.Stack.Processes;

namespace Odagrun.Jobs.Tests.Store;

public sealed class JobClaimTests : IDisposable
{
    private readonly StoreRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string LockFile => _rig.Directory.File("locks", "demo-42");

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Claim_WhileAnotherHoldsIt_IsNullAndComesWhenItIsGivenBack()
    {
        await _rig.AddAsync(Cancellation);
        var first = await _rig.ClaimAsync(Cancellation);
        Assert.Null(await _rig.Open().ClaimAsync(StoreRig.Job, TimeSpan.Zero, Cancellation));

        var patient = _rig.Open().ClaimAsync(StoreRig.Job, TimeSpan.FromMinutes(1), Cancellation);
        await first.DisposeAsync();

        await using var second = await patient;
        Assert.NotNull(second);
    }

    [Fact]
    public async Task Claim_SeenByAnotherProcess_IsALock()
    {
        await _rig.AddAsync(Cancellation);
        await using (await _rig.ClaimAsync(Cancellation))
        {
            await using var refused = ChildProcess.Start(new ProcessSpec("flock", "--nonblock", LockFile, "true"));
            Assert.Equal(1, await refused.WaitAsync(Cancellation));
        }

        await using var granted = ChildProcess.Start(new ProcessSpec("flock", "--nonblock", LockFile, "true"));
        Assert.Equal(0, await granted.WaitAsync(Cancellation));
    }

    [Fact]
    public async Task Claim_WhoseProcessIsKilled_IsFreeAtOnce()
    {
        await _rig.AddAsync(Cancellation);
        await using var holder = ChildProcess.Start(
            new ProcessSpec("flock", "--no-fork", LockFile, "sh", "-c", "echo held; exec sleep 600"));
        await holder.WaitForLineAsync("held", Cancellation);
        Assert.Null(await _rig.Store.ClaimAsync(StoreRig.Job, TimeSpan.Zero, Cancellation));

        await holder.KillAsync(Cancellation);

        await using var claim = await _rig.ClaimAsync(Cancellation);
        Assert.NotNull(claim.Record);
    }

    [Fact]
    public async Task Save_ManyClaimsAtOnce_LosesNoChange()
    {
        await _rig.AddAsync(Cancellation);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(async () =>
        {
            await using var claim = await _rig.Open().ClaimAsync(StoreRig.Job, TimeSpan.FromMinutes(1), Cancellation);
            await claim!.SaveAsync(claim.Record! with { Sequence = claim.Record.Sequence + 1 }, Cancellation);
        })));

        Assert.Equal(21, Assert.Single(await _rig.Store.ListAsync(Cancellation)).Sequence);
    }
}
