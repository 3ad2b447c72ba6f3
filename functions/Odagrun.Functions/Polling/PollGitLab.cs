using Microsoft.Extensions.Logging;
using Odagrun.GitLab.Api;
using Odagrun.Masking;

namespace Odagrun.Functions.Polling;

/// <summary>The function that a timer triggers: asks GitLab for jobs while there is room, for all runners side by side.</summary>
internal sealed class PollGitLab(
    Runners runners,
    IRunnerApi api,
    JobRoom jobRoom,
    JobIntake intake,
    UntakenJobs untaken,
    RoomSignal room,
    ISecretMasker masker,
    TimeProvider clock,
    ILogger<RunnerPoller> logger)
{
    private readonly IReadOnlyList<RunnerPoller> _pollers =
        [.. runners.All.Select(runner => new RunnerPoller(
            runner, api, jobRoom, intake, room, new TokenRotation(runner, api, masker, clock, logger), clock, logger))];

    /// <summary>
    /// Asks as long as <paramref name="tick"/> says; a stop ends it without an exception. Gives a sentence for each runner that GitLab
    /// refused, or did not answer, when it was last asked.
    /// </summary>
    public async Task<IReadOnlyList<string>> RunAsync(PollTick tick, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(tick.Duration ?? Timeout.InfiniteTimeSpan, clock);
        using var asked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var keeping = untaken.KeepAsync(asked.Token);
        try
        {
            await Task.WhenAll(_pollers.Select(poller => poller.RunAsync(tick.UntilEmpty, over.Token, cancellationToken)));
        }
        finally
        {
            await asked.CancelAsync();
            await keeping;
        }

        return [.. _pollers.Select(poller => poller.Problem).OfType<string>()];
    }
}
