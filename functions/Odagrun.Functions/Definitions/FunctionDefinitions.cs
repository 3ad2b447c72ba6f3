using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Definitions;

/// <summary>
/// The five functions, for every host: the Standalone host and the custom handler read them, the function.json files and the worker's
/// attributes are held to them by tests.
/// </summary>
internal static class FunctionDefinitions
{
    public static IReadOnlyList<TimerDefinition> Timers { get; } =
    [
        new(FunctionNames.PollGitLab, FunctionSchedules.PollGitLab),
        new(FunctionNames.Reconcile, FunctionSchedules.Reconcile),
    ];

    public static IReadOnlyList<QueueDefinition> Queues { get; } =
    [
        new(FunctionNames.PrepareJob, QueueNames.Prepare),
        new(FunctionNames.StartJob, QueueNames.Start),
        new(FunctionNames.FollowJob, QueueNames.Follow),
    ];

    public static IReadOnlyList<FunctionDefinition> All { get; } = [.. Timers, .. Queues];
}
