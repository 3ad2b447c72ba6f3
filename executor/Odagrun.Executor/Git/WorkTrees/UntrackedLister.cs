using LibGit2Sharp;

namespace Odagrun.Executor.Git.WorkTrees;

/// <summary>
/// <c>git ls-files --others</c>: a walk beside the index. libgit2's status would also hash changed files, which nobody asked for.
/// </summary>
internal static class UntrackedLister
{
    internal static IReadOnlyList<string> List(GitFolder folder, CancellationToken cancellationToken)
    {
        using var repository = new Repository(folder.GitDirectory);
        var tracked = TrackedPaths.Read(repository);
        var found = new List<string>();
        var pending = new Stack<string>([""]);
        while (pending.TryPop(out var directory))
        {
            cancellationToken.ThrowIfCancellationRequested();
            foreach (var entry in WorkTreeEntry.In(folder.WorkTree, directory))
            {
                if (!entry.IsDirectory)
                {
                    if (!tracked.IsFile(entry.Path))
                    {
                        found.Add(entry.Path);
                    }
                }
                else if (!tracked.IsSubmodule(entry.Path) && !NestedRepository.IsAt(folder.WorkTree, entry.Path))
                {
                    pending.Push(entry.Path);
                }
            }
        }

        found.Sort(StringComparer.Ordinal);
        return found;
    }
}
