using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Polling;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>
/// Runs the functions once: asks for jobs until GitLab has none, waits for what became of them, and asks again. Of what there is to wait
/// for it knows by its functions: messages of its queues, invisible ones too, and for Reconcile every stored job.
/// </summary>
internal sealed class UntilIdle(
    PollGitLab poll, IJobStore store, IJobQueues queues, IOptions<EnabledFunctions> enabled, StandaloneEnd end, TimeProvider clock,
    ILogger<UntilIdle> logger)
{
    private static readonly TimeSpan Check = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<IJobQueue> _queues =
        [.. FunctionDefinitions.Queues.Where(function => enabled.Value.Contains(function.Name))
            .Select(function => queues.Get(function.Queue))];

    /// <summary>Returns when there is nothing left to do, or no way to know; the program's exit code says which.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        end.ExitCode = ExitCodes.Interrupted;
        IReadOnlyList<string> problems;
        bool? worked;
        do
        {
            problems = enabled.Value.Contains(FunctionNames.PollGitLab)
                ? await poll.RunAsync(new PollTick(UntilEmpty: true), stopping)
                : [];
            stopping.ThrowIfCancellationRequested();
            worked = await WaitAsync(stopping);
        }
        while (worked == true);

        foreach (var problem in problems)
        {
            logger.NotAsked(problem);
        }

        end.ExitCode = problems.Count == 0 && worked is not null ? ExitCodes.Ok : ExitCodes.Unavailable;
    }

    // True: there was work, and what became of it may have made more. Null: the queues or the store can't be asked.
    private async Task<bool?> WaitAsync(CancellationToken stopping)
    {
        var worked = false;
        long? silent = null;
        while (true)
        {
            try
            {
                if (await IsIdleAsync(stopping))
                {
                    return worked;
                }

                worked = true;
                silent = null;
            }
            catch (Exception e) when (e is Azure.RequestFailedException or AggregateException or IOException)
            {
                silent ??= clock.GetTimestamp();
                if (clock.GetElapsedTime(silent.Value) > Patience)
                {
                    logger.NotCounted((e.InnerException ?? e).Message, Patience);
                    return null;
                }
            }

            await Task.Delay(Check, clock, stopping);
        }
    }

    // A message at hand is in its queue until it is done with. Queues are asked also where a stored job says enough: without them
    // nothing would ever become of it.
    private async Task<bool> IsIdleAsync(CancellationToken stopping)
    {
        var messages = 0L;
        foreach (var queue in _queues)
        {
            messages += await queue.CountAsync(stopping);
        }

        return messages == 0 && !(enabled.Value.Contains(FunctionNames.Reconcile) && (await store.ListAsync(stopping)).Count > 0);
    }
}
