namespace Odagrun.Executor.Layer;

/// <summary>A library: the name that programs ask for, and the file (links followed).</summary>
internal sealed record SharedLibrary(string Name, FileInfo File);
