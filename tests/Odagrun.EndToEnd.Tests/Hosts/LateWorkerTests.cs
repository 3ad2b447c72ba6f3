using System.Text.Json;
using Odagrun.EndToEnd.Tests.Faults;
using Odagrun.Lab;
using Odagrun.Stack;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>A worker that wakes after GitLab's patience is over, on a machine whose clock is wrong by ten minutes.</summary>
public sealed class LateWorkerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(10)]
    [InlineData(-10)]
    public async Task Job_WhoseWorkerWakesLateWithAnotherClock_IsKeptByThePollerAndRunsOnce(int minutes)
    {
        await using var rig = await Rig.StartWithoutHostAsync(
            Cancellation, new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), AcknowledgementWait = Patience });
        await using var poller = Start(rig, new Dictionary<string, string>(), "PollGitLab");
        var pipeline = await rig.RunAsync($"job:\n  image: IMAGE\n  script:\n{JobOutput.Script}\n", Cancellation);
        var job = pipeline.Jobs.Single().Id;

        // The acknowledgement, and two signs of life of the poller 30 s apart: longer than GitLab waits for one.
        await UntilAsync(() => rig.Lab.FindLedger(job)!.PendingKeeps >= 3);
        using var directory = WorkDirectory.Create("clock");
        var clock = await ShiftedTime.BuildAsync(directory, TimeSpan.FromMinutes(minutes), Cancellation);
        await using var worker = Start(rig, clock, "PrepareJob", "StartJob", "FollowJob", "Reconcile");
        var ended = await rig.Lab.WaitForPipelineAsync(pipeline.Id, Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        await UntilAsync(() => File.Exists(Path.Combine(rig.Installation.JobsDirectory, "journal")));

        var ledger = rig.Lab.FindLedger(job)!;
        Assert.True(ledger is { RanExactlyOnce: true, AcknowledgementsLost: 0 },
            $"{ended.Jobs.Single().Status} {ledger}\n{poller.Output}\n--- worker ---\n{worker.Output}");
        Assert.Empty(await rig.LeftoversAsync(Cancellation));
        Assert.InRange(await WorkersClockAsync(rig), TimeSpan.FromMinutes(minutes - 1), TimeSpan.FromMinutes(minutes + 5));
    }

    // What poller and worker noted of the job, each by its clock.
    private static async Task<TimeSpan> WorkersClockAsync(Rig rig)
    {
        var line = (await File.ReadAllLinesAsync(Path.Combine(rig.Installation.JobsDirectory, "journal"), Cancellation))[0];
        using var entry = JsonDocument.Parse(line);
        return entry.RootElement.GetProperty("started").GetDateTimeOffset() - entry.RootElement.GetProperty("received").GetDateTimeOffset();
    }

    private static ChildProcess Start(Rig rig, IReadOnlyDictionary<string, string> environment, params string[] functions)
    {
        var settings = new Dictionary<string, string>(rig.Installation.Settings);
        foreach (var (name, value) in environment.Concat(functions.Index()
            .Select(function => KeyValuePair.Create($"AzureFunctionsJobHost__functions__{function.Index}", function.Item))))
        {
            settings[name] = value;
        }

        return ChildProcess.Start(new ProcessSpec(RepositoryPaths.NativeHost)
        {
            Environment = settings,
            WorkingDirectory = Path.GetDirectoryName(rig.Installation.JobsDirectory),
        });
    }

    private static async Task UntilAsync(Func<bool> reached)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (!reached())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }
}
