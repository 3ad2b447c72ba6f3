using LibGit2Sharp;
using Odagrun.Executor.Git.Fetching;
using Odagrun.Executor.Git.Native;

namespace Odagrun.Executor.Git.Checkout;

/// <summary>
/// Fetches until a commit is there: by the refspecs with their depth; when the ref has moved on or is gone, the commit by its id;
/// where the server does not give out commits by id, everything.
/// </summary>
internal sealed class CommitFetcher(RemoteFetcher fetcher)
{
    private const string EveryBranch = "+refs/heads/*:refs/remotes/origin/*";
    private const string TemporaryRef = "refs/odagrun/commit";

    /// <summary>False when the repository does not hold the commit.</summary>
    internal bool Fetch(GitFolder folder, FetchRequest request, string sha, Action<string> writeLine, CancellationToken cancellationToken)
    {
        if (request.Refspecs.Count > 0)
        {
            var first = WithDepth(request, folder);
            if (first.Depth != 0)
            {
                Negotiation.ForgetRefs(folder);
            }

            FetchRefs(folder, first, writeLine, cancellationToken);
            Negotiation.Forget(folder);
        }

        return HasCommit(folder, sha)
            || FetchById(folder, request, sha, writeLine, cancellationToken)
            || FetchAll(folder, request, sha, writeLine, cancellationToken);
    }

    internal static bool HasCommit(GitFolder folder, string sha)
    {
        using var repository = new Repository(folder.GitDirectory);
        return repository.Lookup<Commit>(sha) is not null;
    }

    private static FetchRequest WithDepth(FetchRequest request, GitFolder folder) =>
        request.Depth == 0 && folder.IsShallow ? request with { Depth = FetchRequest.Unshallow } : request;

    private void FetchOnce(GitFolder folder, FetchRequest request, Action<string> writeLine, CancellationToken cancellationToken)
    {
        if (request.Depth != 0)
        {
            Negotiation.CutHistory(folder);
        }

        using var repository = NativeRepository.Open(folder.GitDirectory);
        fetcher.Fetch(repository, request, writeLine, cancellationToken);
    }

    private void FetchRefs(GitFolder folder, FetchRequest request, Action<string> writeLine, CancellationToken cancellationToken)
    {
        try
        {
            FetchOnce(folder, request, writeLine, cancellationToken);
        }
        catch (GitNativeException e) when (e.Category is GitCategory.Reference or GitCategory.OperatingSystem && RemoveTrackingRefs(folder))
        {
            // A branch "a" that was deleted stands in the way of a new branch "a/b"; libgit2 prunes only afterwards.
            FetchOnce(folder, request, writeLine, cancellationToken);
        }
    }

    private static bool RemoveTrackingRefs(GitFolder folder)
    {
        using var repository = new Repository(folder.GitDirectory);
        var refs = repository.Refs.FromGlob("refs/remotes/origin/*").ToList();
        foreach (var reference in refs)
        {
            repository.Refs.Remove(reference);
        }

        return refs.Count > 0;
    }

    private bool FetchById(
        GitFolder folder, FetchRequest request, string sha, Action<string> writeLine, CancellationToken cancellationToken)
    {
        try
        {
            FetchOnce(
                folder,
                WithDepth(request with { Refspecs = [$"+{sha}:{TemporaryRef}"], Prune = false }, folder),
                writeLine,
                cancellationToken);
        }
        catch (GitNativeException e) when (e.Code != GitCode.Authentication)
        {
            // The server does not offer it, does not allow it, or does not have it: the next step tells which.
            return false;
        }

        using var opened = new Repository(folder.GitDirectory);
        opened.Refs.Remove(TemporaryRef);
        return opened.Lookup<Commit>(sha) is not null;
    }

    private bool FetchAll(GitFolder folder, FetchRequest request, string sha, Action<string> writeLine, CancellationToken cancellationToken)
    {
        writeLine($"Commit {sha} is not among what was fetched; fetching the whole history...");
        var all = request with
        {
            Refspecs = [.. request.Refspecs, EveryBranch],
            Depth = folder.IsShallow ? FetchRequest.Unshallow : 0,
        };
        FetchRefs(folder, all, writeLine, cancellationToken);
        return HasCommit(folder, sha);
    }
}
