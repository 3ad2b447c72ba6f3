using System.Text;
using Odagrun.Handover;
using Odagrun.Jobs.Store;

namespace Odagrun.Jobs.Tests.Store;

public sealed class DirectoryJobStoreTests : IDisposable
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly StoreRig _rig = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Add_NewJob_IsListedCountedAndReadable()
    {
        Assert.Equal(JobAddition.Added, await _rig.AddAsync(Cancellation));

        Assert.Equal(StoreRig.Job, Assert.Single(await _rig.Store.ListAsync(Cancellation)).Name);
        Assert.Equal(1, await _rig.Store.CountAsync("demo", Cancellation));
        Assert.Equal(0, await _rig.Store.CountAsync("other", Cancellation));
        Assert.Equal(StoreRig.Secret, (await _rig.Store.ReadAccessAsync(StoreRig.Job, Cancellation))!.Token);
        await using var claim = await _rig.ClaimAsync(Cancellation);
        Assert.Equal(StoreRig.Payload, await claim.ReadAsync(JobPart.Payload, Cancellation));
    }

    [Fact]
    public async Task Add_AnyFile_IsTheOwnersAloneAndHoldsNoSecret()
    {
        await _rig.AddAsync(Cancellation);

        var entries = Directory.GetFileSystemEntries(_rig.Directory.File("live"), "*", SearchOption.AllDirectories);
        Assert.Equal(5, entries.Length);
        Assert.All(entries, entry => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & Others));
        Assert.All(entries.Where(File.Exists), file => Assert.DoesNotContain(StoreRig.Secret, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Add_TheSameJobFromManyProcessesAtOnce_AddsItOnce()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Task.Run(() => _rig.AddAsync(Cancellation))));

        Assert.Single(results, JobAddition.Added);
        Assert.All(results, result => Assert.NotEqual(JobAddition.AlreadyOver, result));
        Assert.Empty(Directory.GetFileSystemEntries(_rig.Directory.File("incoming")));
    }

    [Fact]
    public async Task Add_AfterItHasRun_IsRefused()
    {
        await _rig.AddAsync(Cancellation);
        await _rig.FinishAsync(JobOutcome.Succeeded, _rig.Clock.GetUtcNow(), Cancellation);

        Assert.Equal(JobAddition.AlreadyOver, await _rig.AddAsync(Cancellation));
    }

    [Fact]
    public async Task Add_AfterGitLabTookItBackUnstarted_IsTaken()
    {
        await _rig.AddAsync(Cancellation);
        await _rig.FinishAsync(JobOutcome.Abandoned, null, Cancellation);

        Assert.Equal(JobAddition.Added, await _rig.AddAsync(Cancellation));

        await _rig.FinishAsync(JobOutcome.Succeeded, _rig.Clock.GetUtcNow(), Cancellation);
        Assert.Equal(JobAddition.AlreadyOver, await _rig.AddAsync(Cancellation));
    }

    [Fact]
    public async Task Save_SeenByAnotherProcess_IsTheNewRecord()
    {
        await _rig.AddAsync(Cancellation);
        await using (var claim = await _rig.ClaimAsync(Cancellation))
        {
            await claim.SaveAsync(claim.Record! with { Stage = JobStage.Started, Sequence = 5 }, Cancellation);
        }

        await using var other = await _rig.Open().ClaimAsync(StoreRig.Job, TimeSpan.Zero, Cancellation);
        Assert.Equal((JobStage.Started, 5), (other!.Record!.Stage, other.Record.Sequence));
    }

    [Fact]
    public async Task Envelope_AsThePodGetsIt_OpensWithItsKeyAndOnlyForItsJob()
    {
        await _rig.AddAsync(Cancellation);
        await using var claim = await _rig.ClaimAsync(Cancellation);

        await claim.WriteAsync(JobPart.Envelope, "envelope"u8.ToArray(), Cancellation);

        var part = await claim.ReadSealedAsync(JobPart.Envelope, Cancellation);
        Assert.Equal("envelope"u8.ToArray(), PayloadSeal.Open(part.Content.Span, part.Key, "demo-42"));
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(() => PayloadSeal.Open(part.Content.Span, part.Key, "demo-43"));
    }

    [Fact]
    public async Task Renew_GivenAgainByGitLab_HasTheNewTokenAndMakesOldTicketsOld()
    {
        await _rig.AddAsync(Cancellation);
        await using var claim = await _rig.ClaimAsync(Cancellation);

        await claim.RenewAsync(StoreRig.Access with { Token = "new" }, "{}"u8.ToArray(), Cancellation);

        Assert.Equal(2, claim.Record!.Sequence);
        Assert.Equal("new", (await claim.ReadAccessAsync(Cancellation)).Token);
        Assert.Equal("{}"u8.ToArray(), await claim.ReadAsync(JobPart.Payload, Cancellation));
    }

    [Fact]
    public async Task Archive_FinishedJob_LeavesTheRecordAloneAndNoKey()
    {
        await _rig.AddAsync(Cancellation);

        await _rig.FinishAsync(JobOutcome.Succeeded, null, Cancellation);

        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Null(await _rig.Store.ReadAccessAsync(StoreRig.Job, Cancellation));
        Assert.Equal([_rig.Directory.File("finished", "demo-42", "record.json")], Directory.GetFiles(_rig.Directory.File("finished"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Prune_OldFinishedJobs_AreForgottenAndYoungOnesKept()
    {
        await _rig.AddAsync(Cancellation);
        await _rig.FinishAsync(JobOutcome.Succeeded, _rig.Clock.GetUtcNow(), Cancellation);

        await _rig.Store.PruneAsync(_rig.Clock.GetUtcNow().AddMinutes(-1), Cancellation);
        Assert.Equal(JobAddition.AlreadyOver, await _rig.AddAsync(Cancellation));

        await _rig.Store.PruneAsync(_rig.Clock.GetUtcNow().AddMinutes(1), Cancellation);
        Assert.Equal(JobAddition.Added, await _rig.AddAsync(Cancellation));
    }

    [Fact]
    public async Task List_DamagedRecord_NamesFileAndRemedy()
    {
        await _rig.AddAsync(Cancellation);
        var record = _rig.Directory.File("live", "demo-42", "record.json");
        await File.WriteAllTextAsync(record, "{", Cancellation);

        var e = await Assert.ThrowsAsync<InvalidDataException>(() => _rig.Store.ListAsync(Cancellation));

        Assert.Contains(record, e.Message, StringComparison.Ordinal);
        Assert.Contains("remove the directory", e.Message, StringComparison.Ordinal);
    }
}
