using System.Text;
using Odagrun.Functions.Polling;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Tests.Polling;

public sealed class PollGitLabTests : IDisposable
{
    private readonly Rig _rig = new(limit: 3);

    private static readonly JobRequestOutcome Forbidden = new(JobRequestResult.InvalidToken, null, default, null, false, "403 Forbidden");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _rig.Dispose();

    [Fact]
    public async Task Jobs_MoreThanTheLimit_AreLeftToGitLab()
    {
        for (var id = 1; id <= 5; id++)
        {
            _rig.GitLab.Give(id);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);
        await UntilAsync(async () => await _rig.Store.CountAsync("demo", Cancellation) == 3);
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await polling;

        Assert.Equal(3, _rig.GitLab.Requests);
        Assert.Equal(3, _rig.Queues.Of(QueueNames.Prepare).Count);
    }

    [Fact]
    public async Task Jobs_MoreThanTheClusterHasRoomFor_AreLeftToGitLab()
    {
        _rig.Pods.Room = 2;
        for (var id = 1; id <= 3; id++)
        {
            _rig.GitLab.Give(id);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);
        await UntilAsync(async () => await _rig.Store.CountAsync("demo", Cancellation) == 2);
        _rig.Clock.Advance(TimeSpan.FromMinutes(1));
        await stop.CancelAsync();
        await polling;

        Assert.Equal(2, _rig.GitLab.Requests);
    }

    [Fact]
    public async Task Room_ThatCannotBeCounted_IsSaidAndCountedAgainAndNothingIsAskedForMeanwhile()
    {
        _rig.GitLab.Give(1);
        _rig.Pods.RoomProblem = new OutageException("the API server gives no answer");
        Assert.Contains("room for jobs could not be counted",
            Assert.Single(await _rig.Get<PollGitLab>().RunAsync(new PollTick(UntilEmpty: true), Cancellation)), StringComparison.Ordinal);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => _rig.Lines.Count("room for jobs could not be counted") >= 3);
        Assert.Equal(0, _rig.GitLab.Requests);
        _rig.Pods.RoomProblem = null;
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => _rig.Queues.Of(QueueNames.Prepare).Count == 1);
        await stop.CancelAsync();
        await polling;
    }

    [Fact]
    public async Task EmptyAnswer_WithNewsOfTheQueue_IsFollowedByARequestAtOnce()
    {
        _rig.GitLab.WhenEmpty = new JobRequestOutcome(JobRequestResult.Empty, null, default, "state-1", false, null);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);

        // The clock stands still: only the first answer brings news, the second request's answer is waited on.
        await UntilAsync(() => Task.FromResult(_rig.GitLab.Requests == 2));
        await stop.CancelAsync();
        await polling;

        Assert.Equal(2, _rig.GitLab.Requests);
    }

    [Fact]
    public async Task Token_RefusedAtTheStart_IsSaidOnceAndThenTriedOncePerHour()
    {
        _rig.GitLab.Verify = VerifyResult.InvalidToken;
        _rig.GitLab.WhenEmpty = Forbidden;
        var begin = _rig.Clock.GetUtcNow();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);
        await UntilAsync(() => Task.FromResult(_rig.Lines.Count("refuses its token") == 1));

        _rig.Clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(0, _rig.GitLab.Requests);
        await AdvanceUntilAsync(TimeSpan.FromMinutes(1), () => _rig.GitLab.Requests == 2);
        await stop.CancelAsync();
        await polling;

        Assert.True(_rig.Clock.GetUtcNow() - begin >= TimeSpan.FromHours(2));
        Assert.Equal(1, _rig.Lines.Count("refuses its token"));
        Assert.DoesNotContain("glrt-", _rig.Lines.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(VerifyResult.InvalidToken, 1)]
    [InlineData(VerifyResult.Valid, 3)]
    [InlineData(VerifyResult.Unavailable, 3)]
    public async Task Token_RefusedLater_IsSaidOnceItIsCertain(object verify, int requests)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);
        await UntilAsync(() => Task.FromResult(_rig.GitLab.Requests == 1));
        _rig.GitLab.Verify = (VerifyResult)verify;
        _rig.GitLab.WhenEmpty = Forbidden;

        await AdvanceUntilAsync(TimeSpan.FromSeconds(3), () => _rig.Lines.Count("refuses its token") == 1);
        _rig.Clock.Advance(TimeSpan.FromMinutes(59));
        await stop.CancelAsync();
        await polling;

        Assert.Equal(1 + requests, _rig.GitLab.Requests);
    }

    [Fact]
    public async Task Token_RefusedWhenAskedUntilEmpty_EndsTheAsking()
    {
        _rig.GitLab.Verify = VerifyResult.InvalidToken;

        await _rig.Get<PollGitLab>().RunAsync(new PollTick(UntilEmpty: true, Duration: null), Cancellation);

        Assert.Equal(0, _rig.GitLab.Requests);
        Assert.Equal(1, _rig.Lines.Count("refuses its token"));
    }

    [Fact]
    public async Task GitLab_OutOfReach_IsSaidOnceAndAskedMoreAndMoreRarely()
    {
        _rig.GitLab.WhenEmpty = new JobRequestOutcome(JobRequestResult.Unavailable, null, default, null, true, "503");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);
        var begin = _rig.Clock.GetUtcNow();
        await AdvanceUntilAsync(TimeSpan.FromSeconds(1), () => _rig.GitLab.Requests == 6);
        await stop.CancelAsync();
        await polling;

        Assert.True(_rig.Clock.GetUtcNow() - begin >= TimeSpan.FromSeconds(1 + 2 + 4 + 8 + 16));
        Assert.Equal(1, _rig.Lines.Count("gives no answer"));
    }

    [Fact]
    public async Task Payload_ThatIsNoJob_FailsThatJobAndTheNextOneGoesOn()
    {
        var broken = _rig.GitLab.Jobs[7] = new Fakes.FakeJob();
        _rig.GitLab.Answer(new JobRequestOutcome(
            JobRequestResult.Malformed, new JobPayload { Id = 7, Token = "t" }, Encoding.UTF8.GetBytes("{"), null, false,
            "$.steps is no list"));
        await _rig.ReceiveAsync(Cancellation);

        Assert.Equal(FailureReason.RunnerSystemFailure, Assert.Single(broken.Finals).Reason);
        Assert.Contains("$.steps is no list", broken.Log, StringComparison.Ordinal);
        Assert.Equal(1, _rig.Queues.Of(QueueNames.Prepare).Count);
    }

    [Fact]
    public async Task Payload_WithoutReadableId_IsLoggedAndNothingElse()
    {
        _rig.GitLab.Answer(new JobRequestOutcome(JobRequestResult.Malformed, null, default, null, false, "not JSON"));
        await _rig.ReceiveAsync(Cancellation);

        Assert.Equal(1, _rig.Lines.Count("gave something that is no job: not JSON"));
        Assert.Equal(1, _rig.Queues.Of(QueueNames.Prepare).Count);
    }

    [Fact]
    public async Task Store_ThatCannotBeWritten_FailsTheJobWithTheReason()
    {
        var first = _rig.GitLab.Give(42);
        _rig.GitLab.Give(43);
        _rig.StoreFault = _ => new IOException("No space left on device");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);
        await UntilAsync(() => Task.FromResult(first.Finals.Count > 0));
        BreakStore();
        _rig.StoreFault = _ => null;

        // Nothing is asked for while the store stays broken, however often it is tried.
        await AdvanceAsync(TimeSpan.FromSeconds(10), times: 20);
        Assert.Equal(1, _rig.GitLab.Requests);
        MendStore();
        await AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => _rig.Queues.Of(QueueNames.Prepare).Count == 1);
        await stop.CancelAsync();
        await polling;

        Assert.Equal(FailureReason.RunnerSystemFailure, Assert.Single(first.Finals).Reason);
        Assert.Contains("can't store the job: No space left on device", first.Log, StringComparison.Ordinal);
        Assert.Equal(1, _rig.Lines.Count("can't be stored"));
        Assert.Equal(1, _rig.Lines.Count("takes jobs again"));
    }

    [Fact]
    public async Task Store_BrokenAtTheStart_CostsNoJob()
    {
        var job = _rig.GitLab.Give(42);
        BreakStore();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var polling = _rig.Get<PollGitLab>().RunAsync(PollTick.Endless, stop.Token);
        await UntilAsync(() => Task.FromResult(_rig.Lines.Count("The job store takes no jobs") == 1));
        await AdvanceAsync(TimeSpan.FromSeconds(10), times: 20);
        Assert.Equal(0, _rig.GitLab.Requests);

        MendStore();
        await AdvanceUntilAsync(TimeSpan.FromSeconds(10), () => _rig.Queues.Of(QueueNames.Prepare).Count == 1);
        await stop.CancelAsync();
        await polling;

        Assert.Empty(job.Finals);
        Assert.Equal(1, _rig.Lines.Count("The job store takes no jobs"));
    }

    [Fact]
    public async Task Store_BrokenWhenAskedUntilEmpty_EndsTheAsking()
    {
        _rig.GitLab.Give(42);
        BreakStore();

        await _rig.Get<PollGitLab>().RunAsync(new PollTick(UntilEmpty: true, Duration: null), Cancellation);

        Assert.Equal(0, _rig.GitLab.Requests);
    }

    [Fact]
    public void SystemId_OverRestarts_StaysTheSame()
    {
        var first = _rig.Get<Runners>().All[0].Identity.SystemId;
        _rig.Restart();

        Assert.Equal(first, _rig.Get<Runners>().All[0].Identity.SystemId);
        Assert.Matches("^r_[a-z0-9]{12}$", first);
    }

    [Fact]
    public async Task Job_TooLargeForTheStore_FailsAsConfigurationErrorWithTheSizes()
    {
        _rig.StoreFault = _ => new PartTooLargeException("its payload has 20 MiB, the store takes 8 MiB");

        var job = await _rig.ReceiveAsync(Cancellation);

        Assert.Equal(FailureReason.RunnerConfigurationError, Assert.Single(job.Finals).Reason);
        Assert.Contains("20 MiB", job.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Concurrency_GrowsWithJobsAndHalvesUnderPressure()
    {
        var concurrency = new RequestConcurrency(4);
        Assert.Equal(1, concurrency.Current);

        for (var job = 0; job < 30; job++)
        {
            concurrency.JobReceived();
        }

        Assert.Equal(4, concurrency.Current);
        concurrency.Throttled();
        Assert.Equal(2, concurrency.Current);
        for (var empty = 0; empty < 30; empty++)
        {
            concurrency.NothingReceived();
        }

        Assert.Equal(1, concurrency.Current);
    }

    private string Incoming => Path.Combine(Path.GetDirectoryName(_rig.Journal)!, "incoming");

    // The directory of additions is a file: every write below it fails as on a broken disk.
    private void BreakStore()
    {
        _ = _rig.Store;
        Directory.Delete(Incoming);
        File.WriteAllText(Incoming, "");
    }

    private void MendStore()
    {
        File.Delete(Incoming);
        Directory.CreateDirectory(Incoming);
    }

    private async Task AdvanceAsync(TimeSpan step, int times)
    {
        for (var i = 0; i < times; i++)
        {
            _rig.Clock.Advance(step);
            await Task.Delay(5, Cancellation);
        }
    }

    private async Task AdvanceUntilAsync(TimeSpan step, Func<bool> reached)
    {
        while (!reached())
        {
            _rig.Clock.Advance(step);
            await Task.Delay(5, Cancellation);
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> reached)
    {
        while (!await reached())
        {
            await Task.Delay(5, Cancellation);
        }
    }
}
