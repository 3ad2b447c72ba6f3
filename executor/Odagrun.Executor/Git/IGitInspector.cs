namespace Odagrun.Executor.Git;

/// <summary>Questions about a project directory that has been checked out.</summary>
internal interface IGitInspector
{
    /// <summary><c>git describe --always --tags</c> of HEAD; null where there is no repository or no commit.</summary>
    string? Describe(string projectDirectory);

    /// <summary>
    /// <c>git ls-files --others</c>: what git does not track, ignored files included, as sorted paths with slashes. Throws
    /// <see cref="IOException"/> where there is no repository.
    /// </summary>
    IReadOnlyList<string> ListUntracked(string projectDirectory, CancellationToken cancellationToken);
}
