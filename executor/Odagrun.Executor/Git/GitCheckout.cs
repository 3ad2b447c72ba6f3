using Odagrun.Executor.Git.Caching;
using Odagrun.Executor.Git.Checkout;
using Odagrun.Executor.Git.Fetching;
using Odagrun.Executor.Git.Native;
using Odagrun.Executor.Git.Reading;
using Odagrun.Executor.Git.Submodules;
using Odagrun.Executor.Git.WorkTrees;

namespace Odagrun.Executor.Git;

/// <inheritdoc/>
internal sealed class GitCheckout(TimeProvider time) : IGitCheckout
{
    private const int ShownShaLength = 8;
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(1);
    private readonly CommitFetcher _fetcher = new(new RemoteFetcher(time));

    public async Task<GitOutcome> GetSourcesAsync(GitRequest request, Action<string> writeLine, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var work = Task.Factory.StartNew(
            () => Run(request, writeLine, cancellationToken),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            return await work.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested && !work.IsCompleted)
        {
            // libgit2 stops at its next callback; where it waits for a dead server it is left behind.
            await Task.WhenAny(work, Task.Delay(Grace, time, CancellationToken.None));
            throw;
        }
    }

    private GitOutcome Run(GitRequest request, Action<string> writeLine, CancellationToken cancellationToken)
    {
        var remote = RemoteUrl.Parse(request.Url);
        try
        {
            return Prepare(request, remote, writeLine) ?? GetProject(request, remote, writeLine, cancellationToken);
        }
        catch (Exception e) when (GitErrors.IsKnown(e))
        {
            return GitErrors.Classify(e, remote);
        }
    }

    /// <summary>What needs no server; null when there is more to do.</summary>
    private static GitOutcome? Prepare(GitRequest request, RemoteUrl remote, Action<string> writeLine)
    {
        switch (request.Strategy)
        {
            case GitStrategy.None:
                writeLine("Skipping Git repository setup");
                Directory.CreateDirectory(request.ProjectDirectory);
                writeLine("Skipping Git checkout");
                return GitOutcome.Done;
            case GitStrategy.Empty:
                writeLine("Skipping Git repository setup and creating an empty build directory");
                Empty(request);
                return GitOutcome.Done;
            case GitStrategy.Clone:
                Empty(request);
                break;
            default:
                break;
        }

        if (request.ObjectFormat != "sha1")
        {
            return new(GitResult.BadRequest, $"{remote} stores its objects as {request.ObjectFormat}; this runner reads sha1 only.");
        }

        foreach (var file in request.CertificateFiles)
        {
            LibGit2Library.Trust(file);
        }

        return null;
    }

    private static void Empty(GitRequest request)
    {
        if (request.KeepExisting)
        {
            DirectoryTree.Delete(GitFolder.OfProject(request.ProjectDirectory).GitDirectory);
        }
        else
        {
            DirectoryTree.Empty(request.ProjectDirectory);
        }
    }

    private GitOutcome GetProject(GitRequest request, RemoteUrl remote, Action<string> writeLine, CancellationToken cancellationToken)
    {
        writeLine(request.Depth > 0 ? $"Fetching changes with git depth set to {request.Depth}..." : "Fetching changes...");
        var folder = GitFolder.OfProject(request.ProjectDirectory);
        if (request.Seed is { } seed && !folder.Exists)
        {
            GitSeeding.Plant(folder, seed);
        }

        var reused = folder.Exists;
        try
        {
            return Update(request, folder, remote, writeLine, cancellationToken);
        }
        catch (Exception e) when (reused && GitErrors.IsKnown(e) && GitErrors.Classify(e, remote).Result == GitResult.Failed)
        {
            writeLine(request.Seed is null
                ? $"The repository of an earlier job cannot be used ({e.Message}); starting afresh."
                : $"The git cache cannot be used ({e.Message}); cloning instead. It is replaced by the next job that may.");
            Empty(request);
            return Update(request, folder, remote, writeLine, cancellationToken);
        }
    }

    private GitOutcome Update(
        GitRequest request, GitFolder folder, RemoteUrl remote, Action<string> writeLine, CancellationToken cancellationToken)
    {
        var isEmpty = !Directory.Exists(folder.WorkTree) || !Directory.EnumerateFileSystemEntries(folder.WorkTree).Any();
        var created = RepositoryPreparer.Prepare(folder, remote, cancellationToken);
        writeLine($"{(created ? "Initialized empty" : "Reinitialized existing")} Git repository in {folder.GitDirectory}/");
        if (created)
        {
            writeLine("Created fresh repository.");
        }

        var proxy = request.Proxy ?? ProxyReader.Read(remote.Address, Environment.GetEnvironmentVariable);
        ProxiedStreams.Lead(remote, proxy);
        var access = new RemoteAccess(remote.Login, request.VerifyTls, proxy);
        var fetch = new FetchRequest { Refspecs = request.Refspecs, Depth = request.Depth, Prune = true, Access = access };
        if (!_fetcher.Fetch(folder, fetch, request.Sha, writeLine, cancellationToken))
        {
            return new(
                GitResult.CommitNotFound,
                $"{remote} does not hold commit {request.Sha} (ref {request.Ref}) any more: the ref was deleted or rewritten after the pipeline was created. Run a new pipeline.");
        }

        GitSeeding.Forget(folder);

        using var aside = FilesAside.Take(folder, request, writeLine);

        // Where nothing was, there is nothing to clean.
        CheckOut(isEmpty ? request with { Clean = null } : request, folder, writeLine, cancellationToken);
        return new SubmoduleUpdater(_fetcher, request, access, writeLine).Update(folder, remote, cancellationToken);
    }

    private static void CheckOut(GitRequest request, GitFolder folder, Action<string> writeLine, CancellationToken cancellationToken)
    {
        if (!request.Checkout)
        {
            writeLine("Skipping Git checkout");
            return;
        }

        writeLine($"Checking out {request.Sha[..Math.Min(ShownShaLength, request.Sha.Length)]} as detached HEAD (ref is {request.Ref})...");
        TreeCheckout.Run(folder, request.Sha, cancellationToken);
        if (request is { Clean: { } flags, KeepExisting: false })
        {
            new WorkTreeCleaner(folder, flags, writeLine).Run(cancellationToken);
        }
    }
}
