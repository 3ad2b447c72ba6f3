using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Reconciling;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>Runs Reconcile by the clock, the first time at once; nothing where it is not enabled.</summary>
internal sealed class TimerLoop(Reconcile reconcile, IOptions<EnabledFunctions> enabled, TimeProvider clock, ILogger<TimerLoop> logger)
{
    private static readonly TimeSpan Interval = FunctionSchedules.IntervalOf(FunctionSchedules.Reconcile);

    /// <summary>The round right after the start, before anything else begins.</summary>
    public Task FirstAsync(CancellationToken stopping) => IsEnabled ? OnceAsync(starting: true, stopping) : Task.CompletedTask;

    public async Task RunAsync(CancellationToken stopping)
    {
        if (!IsEnabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, clock);
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

    private bool IsEnabled => enabled.Value.Contains(FunctionNames.Reconcile);

    private async Task OnceAsync(bool starting, CancellationToken stopping)
    {
        try
        {
            await reconcile.RunAsync(starting, stopping);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A timer's schedule goes on whatever one run came to.
            logger.ReconcileFailed(e, Interval);
        }
    }
}
