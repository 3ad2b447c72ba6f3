using LibGit2Sharp;

namespace Odagrun.Executor.Git.WorkTrees;

/// <summary>What the index of a repository tracks, ready for questions about paths (relative, with slashes).</summary>
internal sealed class TrackedPaths
{
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);
    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly HashSet<string> _submodules = new(StringComparer.Ordinal);

    internal static TrackedPaths Read(Repository repository)
    {
        var tracked = new TrackedPaths();
        foreach (var entry in repository.Index)
        {
            (entry.Mode == Mode.GitLink ? tracked._submodules : tracked._files).Add(entry.Path);
            for (var slash = entry.Path.LastIndexOf('/'); slash > 0 && tracked._directories.Add(entry.Path[..slash]);)
            {
                slash = entry.Path.LastIndexOf('/', slash - 1);
            }
        }

        return tracked;
    }

    internal bool IsFile(string path) => _files.Contains(path);

    internal bool HoldsTracked(string directory) => _directories.Contains(directory);

    internal bool IsSubmodule(string path) => _submodules.Contains(path);
}
