namespace Odagrun.Executor.Git.Submodules;

/// <summary>One submodule of a commit: from .gitmodules and the index.</summary>
internal sealed record SubmoduleEntry(string Name, string Path, string? Url, string Sha);
