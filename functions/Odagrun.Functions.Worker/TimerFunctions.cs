using Microsoft.Azure.Functions.Worker;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Invoking;

namespace Odagrun.Functions.Worker;

/// <summary>The functions that timers trigger. The schedule is more frequent than the runtime's monitor can follow.</summary>
public sealed class TimerFunctions(IFunctionCalls calls)
{
    /// <summary>Asks GitLab for jobs for a while.</summary>
    [Function(FunctionNames.PollGitLab)]
    public Task PollGitLab(
        [TimerTrigger(FunctionSchedules.PollGitLab, RunOnStartup = true, UseMonitor = false)] TimerInfo timer,
        CancellationToken cancellationToken) =>
        calls.TickAsync(FunctionNames.PollGitLab, timer.IsPastDue, cancellationToken);

    /// <summary>Keeps waiting jobs alive and repairs what a crash left.</summary>
    [Function(FunctionNames.Reconcile)]
    public Task Reconcile(
        [TimerTrigger(FunctionSchedules.Reconcile, RunOnStartup = true, UseMonitor = false)] TimerInfo timer,
        CancellationToken cancellationToken) =>
        calls.TickAsync(FunctionNames.Reconcile, timer.IsPastDue, cancellationToken);
}
