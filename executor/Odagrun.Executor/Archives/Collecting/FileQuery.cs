namespace Odagrun.Executor.Archives.Collecting;

/// <summary>Which files of a project are wanted; globs after variable expansion.</summary>
internal sealed record FileQuery
{
    /// <summary>The project directory, absolute.</summary>
    public required string ProjectDirectory { get; init; }

    /// <summary>Globs relative to the project (absolute ones must lie in it).</summary>
    public IReadOnlyList<string> Paths { get; init; } = [];

    /// <summary>Globs of what to leave out.</summary>
    public IReadOnlyList<string> Exclude { get; init; } = [];

    /// <summary>Add what git does not track.</summary>
    public bool Untracked { get; init; }
}
