using Microsoft.Extensions.Logging;
using Odagrun.Functions.Reconciling;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>Runs Reconcile by the clock, the first time at once.</summary>
internal sealed class TimerLoop(Reconcile reconcile, TimeProvider clock, ILogger<TimerLoop> logger)
{
    /// <summary>The round right after the start, before anything else begins.</summary>
    public Task FirstAsync(CancellationToken stopping) => OnceAsync(starting: true, stopping);

    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(Reconcile.Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stopping))
            {
                await OnceAsync(starting: false, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    private async Task OnceAsync(bool starting, CancellationToken stopping)
    {
        try
        {
            await reconcile.RunAsync(starting, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A timer's schedule goes on whatever one run came to.
            logger.ReconcileFailed(e, Reconcile.Interval);
        }
    }
}
