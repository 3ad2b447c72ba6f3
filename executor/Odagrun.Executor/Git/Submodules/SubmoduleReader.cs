using LibGit2Sharp;

namespace Odagrun.Executor.Git.Submodules;

/// <summary>Lists the submodules of a checked-out commit.</summary>
internal static class SubmoduleReader
{
    /// <summary>Those with an entry in both .gitmodules and the index; sorted by path.</summary>
    internal static IReadOnlyList<SubmoduleEntry> Read(GitFolder folder)
    {
        using var repository = new Repository(folder.GitDirectory);
        return [.. repository.Submodules
            .Where(submodule => submodule.IndexCommitId is not null && submodule.UpdateRule != SubmoduleUpdate.None)
            .Select(submodule => new SubmoduleEntry(submodule.Name, submodule.Path, submodule.Url, submodule.IndexCommitId.Sha))
            .OrderBy(entry => entry.Path, StringComparer.Ordinal)];
    }
}
