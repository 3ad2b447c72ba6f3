namespace Odagrun.Executor.Git.Caching;

/// <summary>
/// Makes a repository that borrows its objects (git's alternates): nothing is copied, and a fetch tells the server what is there.
/// </summary>
internal static class GitSeeding
{
    /// <summary>Writes what libgit2 takes for a repository with the seed's commit checked out.</summary>
    internal static void Plant(GitFolder folder, GitSeed seed)
    {
        Directory.CreateDirectory(Path.Combine(folder.GitDirectory, "objects", "info"));
        Directory.CreateDirectory(Path.Combine(folder.GitDirectory, "objects", "pack"));
        Directory.CreateDirectory(Path.Combine(folder.GitDirectory, "refs", "heads"));
        Write(folder, "objects/info/alternates", seed.Objects + "\n");
        if (seed.Shallow.Count > 0)
        {
            Write(folder, "shallow", string.Concat(seed.Shallow.Select(commit => commit + "\n")));
        }

        // A ref too: without a depth, all refs are told to the server, and HEAD alone is none.
        Directory.CreateDirectory(Path.Combine(folder.GitDirectory, "refs", "odagrun"));
        Write(folder, "refs/odagrun/cache", seed.Head + "\n");
        Write(folder, "HEAD", seed.Head + "\n");
    }

    /// <summary>After the fetch the server's own refs tell what is there.</summary>
    internal static void Forget(GitFolder folder) => DirectoryTree.Delete(Path.Combine(folder.GitDirectory, "refs", "odagrun"));

    private static void Write(GitFolder folder, string name, string text) =>
        File.WriteAllText(Path.Combine(folder.GitDirectory, name), text);
}
