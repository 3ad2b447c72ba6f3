using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Host;
using Odagrun.Functions.Host.Standalone;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Polling;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Tests.Host;

public sealed class UntilIdleTests : IDisposable
{
    private readonly Rig _rig = new();
    private readonly StandaloneEnd _end = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Run_WithNothingToDo_EndsWell()
    {
        await RunAsync();

        Assert.Equal(ExitCodes.Ok, _end.ExitCode);
    }

    [Fact]
    public async Task Run_WithAnInvisibleMessage_WaitsForIt()
    {
        var queue = _rig.Queues.Of(QueueNames.Follow);
        queue.Put("hello");
        var message = Assert.Single(await queue.ReceiveAsync(1, TimeSpan.FromHours(1), Cancellation));

        var running = RunAsync();
        await AdvanceAsync(TimeSpan.FromSeconds(10));
        Assert.False(running.IsCompleted);
        await queue.DeleteAsync(message, Cancellation);
        await AdvanceUntilAsync(running);

        Assert.Equal(ExitCodes.Ok, _end.ExitCode);
    }

    [Fact]
    public async Task Run_WithAStoredJob_WaitsForItOnlyWhereReconcileRuns()
    {
        await _rig.ReceiveAsync(Cancellation);
        _rig.Queues.Of(QueueNames.Prepare).Take();

        var others = RunAsync(FunctionNames.PollGitLab, FunctionNames.PrepareJob);
        await AdvanceUntilAsync(others);
        var reconciling = RunAsync(FunctionNames.Reconcile);
        await AdvanceAsync(TimeSpan.FromSeconds(10));

        Assert.False(reconciling.IsCompleted);
    }

    [Fact]
    public async Task Run_WithAStoredJobAndQueuesOutOfReach_EndsAsUnavailableAndKeepsTheJob()
    {
        await _rig.ReceiveAsync(Cancellation);
        _rig.Queues.Broken = new Azure.RequestFailedException("no answer");

        await AdvanceUntilAsync(RunAsync());

        Assert.Equal(ExitCodes.Unavailable, _end.ExitCode);
        Assert.NotNull(await _rig.RecordAsync(Cancellation));
    }

    [Fact]
    public async Task Run_OfThePollerAlone_LeavesTicketsToOthers()
    {
        _rig.GitLab.Give(42);

        await RunAsync(FunctionNames.PollGitLab);

        Assert.Equal(1, _rig.Queues.Of(QueueNames.Prepare).Count);
        Assert.Equal(ExitCodes.Ok, _end.ExitCode);
    }

    [Fact]
    public async Task Run_WhenGitLabRefusesTheToken_SaysSoAndEndsAsUnavailable()
    {
        _rig.GitLab.Verify = VerifyResult.InvalidToken;
        _rig.GitLab.WhenEmpty = new JobRequestOutcome(JobRequestResult.InvalidToken, null, default, null, false, "403 Forbidden");

        await AdvanceUntilAsync(RunAsync());

        Assert.Equal(ExitCodes.Unavailable, _end.ExitCode);
        Assert.Equal(
            1, _rig.Lines.Count("Ends without knowing whether there are jobs: runner demo: http://gitlab.test/ refuses its token"));
    }

    [Fact]
    public async Task Run_Stopped_IsInterrupted()
    {
        _rig.Queues.Of(QueueNames.Follow).Put("hello");
        using var stop = new CancellationTokenSource();
        var running = UntilIdle([.. FunctionDefinitions.All.Select(function => function.Name)]).RunAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(ExitCodes.Interrupted, _end.ExitCode);
    }

    private Task RunAsync() => RunAsync([.. FunctionDefinitions.All.Select(function => function.Name)]);

    private Task RunAsync(params string[] functions) => UntilIdle(functions).RunAsync(Cancellation);

    private UntilIdle UntilIdle(string[] functions) => new(
        _rig.Get<PollGitLab>(),
        _rig.Store,
        _rig.Queues,
        Options.Create(new EnabledFunctions { Names = functions.ToHashSet() }),
        _end,
        _rig.Clock,
        new Logger<UntilIdle>(new LoggerFactory([_rig.Lines])));

    private async Task AdvanceAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(250))
        {
            _rig.Clock.Advance(TimeSpan.FromMilliseconds(250));
            await Task.Delay(1, Cancellation);
        }
    }

    private async Task AdvanceUntilAsync(Task ended)
    {
        while (!ended.IsCompleted)
        {
            await AdvanceAsync(TimeSpan.FromMilliseconds(250));
        }

        await ended;
    }
}
