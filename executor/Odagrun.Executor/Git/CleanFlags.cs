namespace Odagrun.Executor.Git;

/// <summary>GIT_CLEAN_FLAGS after reading: the options of <c>git clean</c>.</summary>
/// <param name="Directories">-d: untracked directories too.</param>
/// <param name="NestedRepositories">-ff: even those that are repositories of their own.</param>
/// <param name="Ignored">-x: ignored files too.</param>
/// <param name="OnlyIgnored">-X: ignored files only.</param>
/// <param name="Quiet">-q: no line for each.</param>
/// <param name="Exclude">-e: what stays, in the language of .gitignore.</param>
internal sealed record CleanFlags(
    bool Directories, bool NestedRepositories, bool Ignored, bool OnlyIgnored, bool Quiet, IReadOnlyList<string> Exclude)
{
    /// <summary><c>-ffdx</c>.</summary>
    internal static CleanFlags Default { get; } = new(true, true, true, false, false, []);
}
