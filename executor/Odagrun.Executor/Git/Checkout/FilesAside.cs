using LibGit2Sharp;
using FileStatus = Odagrun.Executor.Archives.Files.FileStatus;

namespace Odagrun.Executor.Git.Checkout;

/// <summary>
/// Files of caches that the commit tracks: they wait aside while git checks out, and come back over what it wrote. For GitLab a cache
/// is restored after the checkout.
/// </summary>
internal sealed class FilesAside : IDisposable
{
    private readonly string _directory;
    private readonly List<(string Place, string Aside)> _taken = [];

    private FilesAside(GitFolder folder) => _directory = Path.Combine(folder.GitDirectory, "odagrun-aside");

    /// <summary>Takes those that the commit, or one of its submodules, has too.</summary>
    internal static FilesAside Take(GitFolder folder, GitRequest request, Action<string> writeLine)
    {
        var aside = new FilesAside(folder);
        if (request is { Checkout: true, Cached.Count: > 0 })
        {
            using var repository = new Repository(folder.GitDirectory);
            var tree = new TrackedTree(repository.Lookup<Commit>(request.Sha).Tree);
            foreach (var path in request.Cached.Where(tree.Tracks))
            {
                aside.Take(Path.Combine(folder.WorkTree, path));
            }
        }

        if (aside._taken.Count > 0)
        {
            writeLine(
                $"{aside._taken.Count} tracked {(aside._taken.Count == 1 ? "file is" : "files are")} taken from the cache, not from the commit");
        }

        return aside;
    }

    public void Dispose()
    {
        foreach (var (place, aside) in _taken)
        {
            if (!Directory.Exists(place))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(place)!);
                File.Move(aside, place, overwrite: true);
            }
        }

        DirectoryTree.Delete(_directory);
    }

    private void Take(string place)
    {
        if (FileStatus.Read(place) is not ({ IsFile: true } or { IsSymbolicLink: true }))
        {
            return;
        }

        Directory.CreateDirectory(_directory);
        var aside = Path.Combine(_directory, _taken.Count.ToString(System.Globalization.CultureInfo.InvariantCulture));
        File.Move(place, aside, overwrite: true);
        _taken.Add((place, aside));
    }
}
