using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Hosting.Invoking;
using Odagrun.Functions.Polling;

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
    UntilIdle untilIdle,
    IOptions<EnabledFunctions> enabled,
    StandaloneMode mode,
    StandaloneEnd end,
    Draining draining,
    TextWriter output,
    IHostApplicationLifetime lifetime,
    ILogger<StandaloneService> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await timer.FirstAsync(draining.Stopping);
            await output.WriteLineAsync("Odagrun is ready: " + Describe());
            await output.FlushAsync(CancellationToken.None);
            await foreach (var ended in Task.WhenEach(
                timer.RunAsync(draining.Stopping), queues.RunAsync(draining), PollAsync(draining.Stopping)))
            {
                // One that failed is told at once, not when the others end.
                await ended;
            }
        }
        catch (OperationCanceledException) when (draining.Stopping.IsCancellationRequested)
        {
            // Asked to stop before it was ready.
        }
        catch (Exception e)
        {
            // The outermost place: nothing goes on without these loops.
            logger.Broken(e);
            end.ExitCode = ExitCodes.Failed;
            lifetime.StopApplication();
        }
    }

    private string Describe()
    {
        var polls = enabled.Value.Contains(FunctionNames.PollGitLab)
            ? $"asks for jobs of {string.Join(", ", runners.All.Select(runner => runner.Name))}"
            : "";
        var others = enabled.Value.Names.Count == FunctionDefinitions.All.Count
            ? ""
            : $"runs {string.Join(", ", enabled.Value.Names.Order(StringComparer.Ordinal))}";
        return string.Join("; ", new[] { polls, others }.Where(text => text.Length > 0));
    }

    private async Task PollAsync(CancellationToken stopping)
    {
        if (mode.UntilIdle)
        {
            await untilIdle.RunAsync(stopping);
            lifetime.StopApplication();
        }
        else if (enabled.Value.Contains(FunctionNames.PollGitLab))
        {
            await poll.RunAsync(PollTick.Endless, stopping);
        }
    }
}
