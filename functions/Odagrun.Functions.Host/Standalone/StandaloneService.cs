using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Odagrun.Functions.Polling;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>
/// The functions without a Functions host: their timers and queue loops in this process. Asked to stop, it asks for no more jobs,
/// finishes or hands over the steps at hand, and leaves running jobs alone.
/// </summary>
internal sealed class StandaloneService(
    PollGitLab poll,
    Runners runners,
    QueueLoops queues,
    TimerLoop timer,
    IJobStore store,
    StandaloneMode mode,
    TextWriter output,
    TimeProvider clock,
    IHostApplicationLifetime lifetime,
    ILogger<StandaloneService> logger) : BackgroundService
{
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan IdleCheck = TimeSpan.FromMilliseconds(500);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var working = new CancellationTokenSource();
        await using var stop = stoppingToken.Register(() =>
        {
            logger.Stopping();
            working.CancelAfter(StepTime);
        });
        await timer.FirstAsync(stoppingToken);
        await output.WriteLineAsync($"Odagrun is ready: asks for jobs of {string.Join(", ", runners.All.Select(runner => runner.Name))}");
        await output.FlushAsync(stoppingToken);
        await Task.WhenAll(timer.RunAsync(stoppingToken), queues.RunAsync(stoppingToken, working.Token), PollAsync(stoppingToken));
    }

    private async Task PollAsync(CancellationToken stopping)
    {
        if (!mode.UntilIdle)
        {
            await poll.RunAsync(PollTick.Endless, stopping);
            return;
        }

        try
        {
            do
            {
                await poll.RunAsync(new PollTick(UntilEmpty: true), stopping);
            }
            while (await WaitForJobsAsync(stopping));
            lifetime.StopApplication();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop before it was idle.
        }
    }

    // True: there were jobs, and what became of them may have made new ones.
    private async Task<bool> WaitForJobsAsync(CancellationToken stopping)
    {
        var waited = false;
        while ((await store.ListAsync(stopping)).Count > 0)
        {
            waited = true;
            await Task.Delay(IdleCheck, clock, stopping);
        }

        return waited;
    }
}
