using LibGit2Sharp;
using Odagrun.Executor.Git.Fetching;
using Odagrun.Executor.Git.Native;
using Odagrun.Executor.Git.Submodules;

namespace Odagrun.Executor.Git.Checkout;

/// <summary>
/// Makes a repository ready to fetch into. One that an earlier job has used may hold lock files of killed processes, hooks and
/// configuration of its script: none of them may act on this job.
/// </summary>
internal static class RepositoryPreparer
{
    private static readonly string[] Locks = ["index.lock", "shallow.lock", "HEAD.lock", "config.lock", "packed-refs.lock",
        "FETCH_HEAD.lock"];

    /// <summary>Initialises or reuses; true when the repository is new.</summary>
    internal static bool Prepare(GitFolder folder, RemoteUrl remote, CancellationToken cancellationToken)
    {
        var reuse = folder.Exists;
        if (reuse)
        {
            RemoveLeftovers(folder.GitDirectory, cancellationToken);
        }
        else
        {
            DirectoryTree.Delete(folder.GitDirectory);
        }

        NativeRepository.Init(folder).Dispose();
        using var repository = new Repository(folder.GitDirectory);
        Configure(repository.Config, remote);
        return !reuse;
    }

    /// <summary><c>git submodule init</c>: the script's own git then knows the submodule as one in use.</summary>
    internal static void Register(GitFolder parent, SubmoduleEntry entry, RemoteUrl source)
    {
        using var repository = new Repository(parent.GitDirectory);
        repository.Config.Set($"submodule.{entry.Name}.active", true);
        repository.Config.Set($"submodule.{entry.Name}.url", source.Address);
    }

    private static void RemoveLeftovers(string gitDirectory, CancellationToken cancellationToken)
    {
        foreach (var name in Locks)
        {
            File.Delete(Path.Combine(gitDirectory, name));
        }

        foreach (var name in Directory.EnumerateFiles(Path.Combine(gitDirectory, "refs"), "*.lock", SearchOption.AllDirectories))
        {
            cancellationToken.ThrowIfCancellationRequested();
            File.Delete(name);
        }

        DirectoryTree.Delete(Path.Combine(gitDirectory, "hooks"));
        File.Delete(Path.Combine(gitDirectory, "config"));
        File.Delete(Path.Combine(gitDirectory, "config.worktree"));
    }

    private static void Configure(Configuration config, RemoteUrl remote)
    {
        config.Set("remote.origin.url", remote.Address);
        config.Set("remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
        config.Set("fetch.recurseSubmodules", false);
        config.Set("gc.autoDetach", false);
        if (remote.Login is { } login && RemoteUrl.TryParseHttp(remote.Address, out var uri))
        {
            // The script's own git finds the token in its environment; it stands in no file.
            var section = $"credential.{uri.GetLeftPart(UriPartial.Authority)}";
            config.Set($"{section}.username", login.User);
            config.Set($"{section}.helper", "!f() { test \"$1\" = get && echo \"password=${CI_JOB_TOKEN}\"; }; f");
        }
    }
}
