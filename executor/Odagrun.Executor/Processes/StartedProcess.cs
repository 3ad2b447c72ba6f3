namespace Odagrun.Executor.Processes;

/// <summary>A child of this process, leader of a session of its own.</summary>
internal sealed class StartedProcess(int id)
{
    private readonly TaskCompletionSource<ExitStatus> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal int Id { get; } = id;

    internal Task<ExitStatus> Exit => _exit.Task;

    internal void End(ExitStatus status) => _exit.TrySetResult(status);
}
