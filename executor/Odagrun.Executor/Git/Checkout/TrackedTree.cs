using LibGit2Sharp;

namespace Odagrun.Executor.Git.Checkout;

/// <summary>Asks a commit's tree for many paths: most of a cache's lie in a few directories that no commit knows.</summary>
internal sealed class TrackedTree(Tree tree)
{
    private readonly Dictionary<string,
        TreeEntryTargetType?> _directories = new(StringComparer.Ordinal) { [""] = TreeEntryTargetType.Tree };

    /// <summary>Whether a file of this path is the commit's, or lies in one of its submodules.</summary>
    internal bool Tracks(string path) => DirectoryOf(path) switch
    {
        TreeEntryTargetType.Tree => tree[path]?.TargetType == TreeEntryTargetType.Blob,
        TreeEntryTargetType.GitLink => true,
        _ => false,
    };

    private TreeEntryTargetType? DirectoryOf(string path)
    {
        var directory = path[..Math.Max(0, path.LastIndexOf('/'))];
        if (!_directories.TryGetValue(directory, out var type))
        {
            type = DirectoryOf(directory) switch
            {
                TreeEntryTargetType.Tree => tree[directory]?.TargetType,
                var above => above,
            };
            _directories[directory] = type;
        }

        return type;
    }
}
