using System.Text;
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
    public async Task Add_AnyFile_IsTheOwnersAloneAndHoldsNoSecret()
    {
        await _rig.AddAsync(Cancellation);

        var entries = Directory.GetFileSystemEntries(_rig.Directory.File("live"), "*", SearchOption.AllDirectories);
        Assert.Equal(5, entries.Length);
        Assert.All(entries, entry => Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(entry) & Others));
        Assert.All(entries.Where(File.Exists),
            file => Assert.DoesNotContain(StoreRig.Secret, Encoding.Latin1.GetString(File.ReadAllBytes(file)), StringComparison.Ordinal));
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
    public async Task Archive_FinishedJob_LeavesTheRecordAloneAndNoKey()
    {
        await _rig.AddAsync(Cancellation);

        await _rig.FinishAsync(JobOutcome.Succeeded, null, Cancellation);

        Assert.Empty(await _rig.Store.ListAsync(Cancellation));
        Assert.Null(await _rig.Store.ReadAccessAsync(StoreRig.Job, Cancellation));
        Assert.Equal([_rig.Directory.File("finished", "demo-42", "record.json")],
            Directory.GetFiles(_rig.Directory.File("finished"), "*", SearchOption.AllDirectories));
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
