using Azure.Storage.Queues;
using Odagrun.EndToEnd.Tests.Faults;
using Odagrun.Lab;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;
using Odagrun.Stack.Functions;
using Odagrun.Stack.Processes;

namespace Odagrun.EndToEnd.Tests.Hosts;

/// <summary>The published handler under the Functions host's own engine: its queue listeners, timers and locks, not ours.</summary>
public sealed class FunctionsHostTests : IAsyncLifetime
{
    private const string TwoStages =
        $"""
        stages: [first, second]
        default:
          image: IMAGE
        .job:
          script:
        {JobOutput.Script}
        one:
          extends: .job
          stage: first
          parallel: 4
        two:
          extends: .job
          stage: second
          parallel: 2
        """;

    private Rig _rig = null!;
    private FunctionApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _app = await FunctionApp.CreateAsync(Cancellation);
        _rig = await Rig.StartWithoutHostAsync(
            Cancellation,
            new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1), AcknowledgementWait = TimeSpan.FromSeconds(20) },
            settings: new Dictionary<string, string>
            {
                ["Logging__LogLevel__Odagrun"] = "Debug",
                ["AzureFunctionsWebHost__hostid"] = "odagrun",
            });
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        _app.Dispose();
    }

    [Fact]
    public async Task Pipeline_ThroughTheCustomHandler_RunsEachJobOnce()
    {
        await using var host = await StartAsync();

        var pipeline = await _rig.RunAsync(TwoStages, Cancellation);

        await AssertRightAsync(pipeline, host);
        Assert.Empty(await _rig.LeftoversAsync(Cancellation));
    }

    [Fact]
    public async Task Pipeline_WhoseHostIsKilledAndReplaced_RunsEachJobOnce()
    {
        await using var killed = await StartAsync();
        var pipeline = await _rig.RunAsync(TwoStages, Cancellation);
        await killed.WaitForLineAsync(": preparing", Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await killed.KillAsync(Cancellation);

        await using var host = await StartAsync();

        await AssertRightAsync(pipeline, host);
        Assert.Empty(await _rig.LeftoversAsync(Cancellation));
    }

    [Fact]
    public async Task Message_ThatIsNoTicket_IsKeptInThePoisonQueueAsItCame()
    {
        const string Text = "bm8gdGlja2V0";
        var queue = new QueueClient(_rig.Installation.Azurite.ConnectionString, "odagrun-prepare");
        var poison = new QueueClient(_rig.Installation.Azurite.ConnectionString, "odagrun-prepare-poison");
        await queue.CreateIfNotExistsAsync(cancellationToken: Cancellation);
        await queue.SendMessageAsync(Text, Cancellation);

        await using var host = await StartAsync();
        await host.WaitForLineAsync("PrepareJob can't read a message, delivery 5 of 5", Cancellation).WaitAsync(
            TimeSpan.FromMinutes(2), Cancellation);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!(await poison.ExistsAsync(limit.Token)).Value || (await poison.PeekMessagesAsync(2, limit.Token)).Value is not [{ } message]
            || message.Body.ToString() != Text)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }

    private async Task<ChildProcess> StartAsync()
    {
        var host = ChildProcess.Start(_app.Host(_rig.Installation.Settings));
        await host.WaitForLineAsync("Functions host is ready", Cancellation).WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        return host;
    }

    private async Task AssertRightAsync(PipelineView pipeline, ChildProcess host)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        await _rig.Lab.WaitForPipelineAsync(pipeline.Id, limit.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        var ended = _rig.Lab.FindPipeline(pipeline.Id)!;
        Assert.All(ended.Jobs, job => Assert.True(
            job.Status == JobStatus.Success
            && _rig.Lab.FindLedger(job.Id)! is { Starts: 1, Finals.Count: 1, ConflictingTraces: 0, RestartedTraces: 0 }
            && JobOutput.IsComplete(_rig.Lab.Trace(job.Id)),
            $"{job.Name} {job.Status} {job.FailureReason} {_rig.Lab.FindLedger(job.Id)}\n{_rig.Lab.Trace(job.Id)}\n--- host ---\n{host.Output}"));
    }
}
