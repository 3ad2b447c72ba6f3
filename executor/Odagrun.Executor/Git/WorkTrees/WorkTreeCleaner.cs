using LibGit2Sharp;

namespace Odagrun.Executor.Git.WorkTrees;

/// <summary><c>git clean</c>.</summary>
internal sealed class WorkTreeCleaner(GitFolder folder, CleanFlags flags, Action<string> writeLine)
{
    private const int MaximumLines = 100;
    private readonly IReadOnlyList<IgnorePattern> _kept = [.. flags.Exclude.Select(IgnorePattern.Parse)];
    private int _removed;

    /// <summary>Removes what the flags say; submodules are left to themselves.</summary>
    internal void Run(CancellationToken cancellationToken)
    {
        using var repository = new Repository(folder.GitDirectory);
        CleanTracked(repository, TrackedPaths.Read(repository), "", cancellationToken);
        if (_removed > MaximumLines && !flags.Quiet)
        {
            writeLine($"... and {_removed - MaximumLines} more");
        }
    }

    private void CleanTracked(Repository repository, TrackedPaths tracked, string directory, CancellationToken cancellationToken)
    {
        foreach (var entry in WorkTreeEntry.In(folder.WorkTree, directory).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (entry.IsDirectory && tracked.HoldsTracked(entry.Path))
            {
                if (!IsKept(entry))
                {
                    CleanTracked(repository, tracked, entry.Path, cancellationToken);
                }
            }
            else if (!tracked.IsFile(entry.Path) && !tracked.IsSubmodule(entry.Path) && (flags.Directories || !entry.IsDirectory))
            {
                if (RemoveUntracked(repository, entry, cancellationToken))
                {
                    Tell(entry);
                }
            }
        }
    }

    /// <summary>True when the entry is gone.</summary>
    private bool RemoveUntracked(Repository repository, WorkTreeEntry entry, CancellationToken cancellationToken)
    {
        if (IsKept(entry))
        {
            return false;
        }

        var path = Path.Combine(folder.WorkTree, entry.Path);
        if (!entry.IsDirectory)
        {
            var remove = IsWanted(repository, entry);
            if (remove)
            {
                File.Delete(path);
            }

            return remove;
        }

        return RemoveDirectory(repository, entry, path, cancellationToken);
    }

    private bool RemoveDirectory(Repository repository, WorkTreeEntry entry, string path, CancellationToken cancellationToken)
    {
        if (!flags.NestedRepositories && NestedRepository.IsAt(folder.WorkTree, entry.Path))
        {
            return false;
        }

        if (_kept.Count == 0 && flags is { Ignored: true, OnlyIgnored: false, NestedRepositories: true })
        {
            DirectoryTree.Delete(path);
            return true;
        }

        var empty = true;
        foreach (var child in WorkTreeEntry.In(folder.WorkTree, entry.Path).ToList())
        {
            cancellationToken.ThrowIfCancellationRequested();
            empty &= RemoveUntracked(repository, child, cancellationToken);
        }

        if (empty)
        {
            DirectoryTree.Delete(path);
        }

        return empty;
    }

    private bool IsWanted(Repository repository, WorkTreeEntry entry) =>
        flags.OnlyIgnored ? IsIgnored(repository, entry) : flags.Ignored || !IsIgnored(repository, entry);

    /// <summary>libgit2 calls the inside of any .git ignored; for git it is part of an untracked repository.</summary>
    private static bool IsIgnored(Repository repository, WorkTreeEntry entry) =>
        !entry.Path.Split('/').Contains(".git") && repository.Ignore.IsPathIgnored(entry.Path);

    private bool IsKept(WorkTreeEntry entry) => _kept.Any(pattern => pattern.Matches(entry));

    private void Tell(WorkTreeEntry entry)
    {
        if (!flags.Quiet && _removed++ < MaximumLines)
        {
            writeLine($"Removing {entry.Path}{(entry.IsDirectory ? "/" : "")}");
        }
    }
}
