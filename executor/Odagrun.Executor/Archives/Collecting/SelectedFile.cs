namespace Odagrun.Executor.Archives.Collecting;

/// <summary>One entry: <see cref="Path"/> is relative to the project, with slashes and without one at the end.</summary>
internal sealed record SelectedFile(string Path, string FullPath, FileKind Kind);
