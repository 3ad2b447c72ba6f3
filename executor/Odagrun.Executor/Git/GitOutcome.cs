namespace Odagrun.Executor.Git;

/// <summary>The result and, unless it is <see cref="GitResult.Done"/>, one sentence for the job's log.</summary>
internal sealed record GitOutcome(GitResult Result, string Message)
{
    internal static GitOutcome Done { get; } = new(GitResult.Done, "");

    /// <summary>Whether the same request may go well a little later.</summary>
    internal bool IsTransient => Result is GitResult.NetworkFailed or GitResult.Failed;
}
