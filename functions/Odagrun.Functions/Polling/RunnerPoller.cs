using Microsoft.Extensions.Logging;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;

namespace Odagrun.Functions.Polling;

/// <summary>Asks GitLab for the jobs of one runner, independent of all others; remembers between runs what GitLab last said.</summary>
internal sealed class RunnerPoller(
    Runner runner, IRunnerApi api, JobRoom jobRoom, JobIntake intake, RoomSignal room, TokenRotation rotation, TimeProvider clock,
    ILogger<RunnerPoller> logger)
{
    // An answer that took longer was held by the server (long polling): asking again at once is what it expects.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RoomCheck = TimeSpan.FromSeconds(1);

    private readonly RequestConcurrency _concurrency = new(runner.Options.RequestConcurrency);
    private readonly RunnerHealth _health = new();
    private string? _lastUpdate;
    private string? _problem;
    private bool _verified;
    private int _failures;
    private int _uncounted;
    private DateTimeOffset _notBefore;

    /// <summary>Why GitLab gave nothing when it was last asked; null: it answered as it should.</summary>
    public string? Problem =>
        _problem ?? (jobRoom.IsStoreGood ? null : $"runner {runner.Name}: asks for nothing, jobs can't be stored here");

    /// <summary>
    /// Asks until <paramref name="stop"/>; with <paramref name="untilEmpty"/> until GitLab has nothing, or can't be asked. From
    /// <paramref name="over"/> on nothing new is asked for, and what was asked is waited for: a request that is given up may have had a
    /// job in its answer.
    /// </summary>
    public async Task RunAsync(bool untilEmpty, CancellationToken over, CancellationToken stop)
    {
        using var pausing = CancellationTokenSource.CreateLinkedTokenSource(over, stop);
        var asking = new List<Task<bool>>();
        try
        {
            await VerifyAsync(stop);
            if (untilEmpty && _health.IsHealthy && _failures == 0)
            {
                // Whoever runs us again knows of a reason to ask now.
                _notBefore = default;
            }

            var more = true;
            while (more || !untilEmpty)
            {
                pausing.Token.ThrowIfCancellationRequested();
                if (rotation.IsDue)
                {
                    // Requests under way carry the old token, which is void afterwards.
                    await Task.WhenAll(asking);
                    asking.Clear();
                    await rotation.RunAsync(stop);
                }

                var isFilled = await TryFillAsync(asking, stop);
                more = asking.Count > 0
                    ? await NextAsync(asking)
                    : !(untilEmpty && (IsHopeless || !isFilled)) && await PauseAsync(pausing.Token);
            }
        }
        catch (OperationCanceledException) when (pausing.IsCancellationRequested)
        {
            // Time is over, or asked to stop: jobs that came are stored below, nothing more is asked for.
        }
        finally
        {
            await Task.WhenAll(asking);
        }
    }

    // Waiting for these to change is for those who wait for ever.
    private bool IsHopeless => !_health.IsHealthy || !jobRoom.IsStoreGood;

    private async Task VerifyAsync(CancellationToken stop)
    {
        if (_verified)
        {
            return;
        }

        logger.Polling(runner.Name, runner.Options.Url, runner.Options.Limit);
        var outcome = await api.VerifyAsync(runner.Identity, stop);
        _verified = true;
        rotation.Learn(outcome.TokenExpiresAt);
        if (outcome.Result == VerifyResult.InvalidToken)
        {
            Refused(outcome.Message, isCertain: true);
        }
    }

    // Room is counted in the store and by the launcher: either may be out of reach for a while.
    private async Task<bool> TryFillAsync(List<Task<bool>> asking, CancellationToken stop)
    {
        try
        {
            await FillAsync(asking, stop);
            _uncounted = 0;
            return true;
        }
        catch (Exception e) when (e is not OperationCanceledException || !stop.IsCancellationRequested)
        {
            var delay = Delays.Growing(_uncounted++);
            logger.RoomUnknown(e, runner.Name, delay);
            _problem = $"runner {runner.Name}: room for jobs could not be counted: {e.Message}";
            Wait(delay);
            return false;
        }
    }

    // A slot is taken before a job is asked for: there is no way to give one back.
    private async Task FillAsync(List<Task<bool>> asking, CancellationToken stop)
    {
        if (clock.GetUtcNow() < _notBefore)
        {
            return;
        }

        var free = await jobRoom.FindAsync(runner, stop);
        for (var slots = Math.Min(free, _concurrency.Current) - asking.Count; slots > 0; slots--)
        {
            asking.Add(AskAsync(stop));
        }
    }

    private async Task<bool> PauseAsync(CancellationToken stop)
    {
        var wait = _notBefore - clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, stop);
        }
        else
        {
            await room.WaitAsync(RoomCheck, clock, stop);
        }

        return true;
    }

    private static async Task<bool> NextAsync(List<Task<bool>> asking)
    {
        var done = await Task.WhenAny(asking);
        asking.Remove(done);
        return await done;
    }

    // True: there may be more.
    private async Task<bool> AskAsync(CancellationToken stop)
    {
        try
        {
            var begin = clock.GetTimestamp();
            var outcome = await api.RequestJobAsync(runner.Identity, _lastUpdate, stop);
            return await TakeAsync(outcome, clock.GetElapsedTime(begin), stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception e)
        {
            // The outermost place of this loop: one runner's trouble must not end the asking.
            var delay = Delays.Growing(_failures++);
            logger.Unexpected(e, runner.Name, delay);
            _problem = $"runner {runner.Name}: asking {runner.Options.Url} failed: {e.Message}";
            Wait(delay);
            return false;
        }
    }

    private async Task<bool> TakeAsync(JobRequestOutcome outcome, TimeSpan took, CancellationToken stop)
    {
        // The server holds a request that names the queue's current state: a new state is worth asking with at once.
        var isNews = outcome.LastUpdate is { Length: > 0 } update && update != _lastUpdate;
        _lastUpdate = isNews ? outcome.LastUpdate : _lastUpdate;
        if (outcome.Throttled)
        {
            _concurrency.Throttled();
        }

        switch (outcome.Result)
        {
            case JobRequestResult.Job:
                Answered();
                _concurrency.JobReceived();
                await intake.AcceptAsync(runner, outcome.Job!, outcome.Raw, outcome.ServerChain);
                return true;
            case JobRequestResult.Malformed:
                Answered();
                await intake.RefuseAsync(runner, outcome.Job, outcome.Message);
                return true;
            case JobRequestResult.Conflict:
                Answered();
                Wait(TimeSpan.FromMilliseconds(100));
                return true;
            case JobRequestResult.Empty:
                Answered();
                _concurrency.NothingReceived();
                Wait(took < Held && !isNews ? runner.Options.CheckInterval : TimeSpan.Zero);
                return false;
            case JobRequestResult.InvalidToken:
                await RefusedAsync(outcome.Message, stop);
                return false;
            case JobRequestResult.Orphaned:
                logger.Orphaned(runner.Name, runner.Options.Url, outcome.Message, RunnerHealth.Pause);
                _problem = $"runner {runner.Name}: has no project or group left at {runner.Options.Url} ({outcome.Message})";
                Wait(RunnerHealth.Pause);
                return false;
            default:
                Unanswered(outcome.Message);
                return false;
        }
    }

    private void Answered()
    {
        _problem = null;
        if (_failures > 0)
        {
            _failures = 0;
            logger.AvailableAgain(runner.Name, runner.Options.Url);
        }

        if (_health.Accepted())
        {
            logger.TokenAccepted(runner.Name);
        }
    }

    // One request may be refused by something between us and GitLab; of the token itself the question at the start says more.
    private async Task RefusedAsync(string? problem, CancellationToken stop)
    {
        var isCertain = _health.IsHealthy && (await api.VerifyAsync(runner.Identity, stop)).Result == VerifyResult.InvalidToken;
        Refused(problem, isCertain);
    }

    private void Refused(string? problem, bool isCertain)
    {
        _problem = $"runner {runner.Name}: {runner.Options.Url} refuses its token ({problem})";
        if (_health.Refused(isCertain))
        {
            logger.TokenRefused(runner.Name, runner.Options.Url, problem, RunnerHealth.Pause);
        }

        Wait(_health.IsHealthy ? runner.Options.CheckInterval : RunnerHealth.Pause);
    }

    private void Unanswered(string? problem)
    {
        _problem = $"runner {runner.Name}: {runner.Options.Url} gives no answer ({problem})";
        var delay = Delays.Growing(_failures++);
        if (_failures == 1)
        {
            logger.Unavailable(runner.Name, runner.Options.Url, problem, delay);
        }

        Wait(delay);
    }

    private void Wait(TimeSpan delay)
    {
        var until = clock.GetUtcNow() + delay;
        _notBefore = until > _notBefore ? until : _notBefore;
    }
}
