namespace Odagrun.Executor.Archives.Collecting;

/// <summary>What was found, sorted by path, and lines for the job's log.</summary>
internal sealed record FileSelection(IReadOnlyList<SelectedFile> Files, IReadOnlyList<SelectionMessage> Messages);
