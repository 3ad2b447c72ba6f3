namespace Odagrun.Executor.Archives.Collecting;

/// <summary>One line for the job's log.</summary>
internal sealed record SelectionMessage(string Text, bool IsWarning);
