using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Caching;

/// <summary>The packs of a repository: those it fetched itself, and one that is made of all it reaches.</summary>
internal static class GitPacks
{
    private const string Suffix = ".pack";
    private const uint FileMode = 0x1A4; // 0644

    /// <summary>The repository's own packs with their indexes, names alone; those it borrows are not among them.</summary>
    internal static IReadOnlyList<string> Own(GitFolder folder)
    {
        var directory = new DirectoryInfo(Path.Combine(folder.GitDirectory, "objects", "pack"));
        return directory.Exists
            ? [.. directory.EnumerateFiles("pack-*" + Suffix)
                .Select(pack => Path.GetFileNameWithoutExtension(pack.Name))
                .Where(name => File.Exists(Path.Combine(directory.FullName, name + ".idx")))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>Commits whose parents are missing.</summary>
    internal static IReadOnlyList<string> Shallow(GitFolder folder) =>
        folder.IsShallow ? [.. File.ReadAllLines(Path.Combine(folder.GitDirectory, "shallow")).Where(line => line.Length > 0)] : [];

    /// <summary>Writes one pack with all that the commit reaches into a directory.</summary>
    /// <exception cref="GitNativeException">Objects are missing.</exception>
    internal static void WriteWhole(GitFolder folder, string commit, string directory)
    {
        Directory.CreateDirectory(directory);
        using var repository = NativeRepository.Open(folder.GitDirectory);
        GitNativeException.ThrowIfFailed(LibGit2Packing.git_revwalk_new(out var walk, repository.Handle));
        try
        {
            var id = GitObjectId.Parse(commit);
            GitNativeException.ThrowIfFailed(LibGit2Packing.git_revwalk_push(walk, ref id));
            Write(repository, walk, directory);
        }
        finally
        {
            LibGit2Packing.git_revwalk_free(walk);
        }
    }

    private static void Write(NativeRepository repository, nint walk, string directory)
    {
        GitNativeException.ThrowIfFailed(LibGit2Packing.git_packbuilder_new(out var builder, repository.Handle));
        try
        {
            _ = LibGit2Packing.git_packbuilder_set_threads(builder, 0);
            GitNativeException.ThrowIfFailed(LibGit2Packing.git_packbuilder_insert_walk(builder, walk));
            GitNativeException.ThrowIfFailed(LibGit2Packing.git_packbuilder_write(builder, directory, FileMode, 0, 0));
        }
        finally
        {
            LibGit2Packing.git_packbuilder_free(builder);
        }
    }
}
