using Microsoft.Extensions.Options;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Store.Directories;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Tests.Store;

public sealed class FileJournalTests : IDisposable
{
    private readonly StoreRig _rig = new();

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Append_ManyAtOnce_KeepsEachLineWhole()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var options = Options.Create(new JobsOptions { Directory = _rig.Directory.Path });

        await Task.WhenAll(Enumerable.Range(1, 50).Select(id => Task.Run(() => new FileJournal(options).AppendAsync(
            new JournalEntry { Job = new JobName("demo", id), Received = DateTimeOffset.UnixEpoch, Outcome = JobOutcome.Succeeded },
            cancellation))));

        var lines = await File.ReadAllLinesAsync(_rig.Directory.File("journal"), cancellation);
        Assert.Equal(50, lines.Length);
        Assert.Equal(50, lines.Distinct().Count());
        Assert.All(lines, line => Assert.EndsWith(
            "\"outcome\":\"Succeeded\",\"received\":\"1970-01-01T00:00:00+00:00\"}", line, StringComparison.Ordinal));
    }
}
