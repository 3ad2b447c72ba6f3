using Odagrun.Executor.Git.Checkout;
using Odagrun.Executor.Git.Fetching;
using Odagrun.Executor.Git.WorkTrees;

namespace Odagrun.Executor.Git.Submodules;

/// <summary><c>git submodule update --init --force</c>, by the commit's id where the server allows it.</summary>
internal sealed class SubmoduleUpdater(CommitFetcher fetcher, GitRequest request, RemoteAccess access, Action<string> writeLine)
{
    private readonly SubmoduleOptions _options = request.Submodules;
    private readonly SubmodulePaths _paths = new(request.Submodules.Paths);

    /// <summary>Updates the submodules of the project.</summary>
    internal GitOutcome Update(GitFolder project, RemoteUrl remote, CancellationToken cancellationToken)
    {
        if (_options.Strategy == SubmoduleStrategy.None)
        {
            writeLine("Skipping Git submodules setup");
            return GitOutcome.Done;
        }

        var manner = _options.Strategy == SubmoduleStrategy.Recursive ? " recursively" : "";
        var depth = Depth > 0 ? $" with git depth set to {Depth}" : "";
        writeLine($"Updating/initializing submodules{manner}{depth}...");
        return UpdateAll(project, remote, remote, "", cancellationToken);
    }

    private int Depth => _options.Depth ?? request.Depth;

    private GitOutcome UpdateAll(GitFolder parent, RemoteUrl remote, RemoteUrl project, string prefix, CancellationToken cancellationToken)
    {
        foreach (var entry in SubmoduleReader.Read(parent))
        {
            if (prefix.Length == 0 && !_paths.Has(entry.Path))
            {
                continue;
            }

            var outcome = UpdateOne(parent, remote, project, prefix, entry, cancellationToken);
            if (outcome.Result != GitResult.Done)
            {
                return outcome;
            }
        }

        return GitOutcome.Done;
    }

    private GitOutcome UpdateOne(
        GitFolder parent, RemoteUrl remote, RemoteUrl project, string prefix, SubmoduleEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Url is null || IsUnsafe(entry.Name))
        {
            return new(GitResult.BadRequest, $"Submodule '{prefix}{entry.Path}': .gitmodules gives it no usable name and url.");
        }

        RemoteUrl source;
        try
        {
            var address = SubmoduleUrl.Resolve(remote, entry.Url);
            // A login written into .gitmodules is the project's own business; it goes to that server only.
            source = RemoteUrl.Parse(_options.ForceHttps ? SubmoduleUrl.ForceHttps(project, address) : address);
        }
        catch (FormatException e)
        {
            return new(GitResult.BadRequest, $"Submodule '{prefix}{entry.Path}': {e.Message}");
        }

        var folder = new GitFolder(Path.Combine(parent.GitDirectory, "modules", entry.Name), Path.Combine(parent.WorkTree, entry.Path));
        try
        {
            var outcome = CheckOut(parent, folder, source, entry, prefix, cancellationToken);
            return outcome.Result == GitResult.Done && _options.Strategy == SubmoduleStrategy.Recursive
                ? UpdateAll(folder, source, project, $"{prefix}{entry.Path}/", cancellationToken)
                : outcome;
        }
        catch (Exception e) when (GitErrors.IsKnown(e))
        {
            var outcome = GitErrors.Classify(e, source);
            return outcome with { Message = $"Submodule '{prefix}{entry.Path}': {outcome.Message}" };
        }
    }

    private GitOutcome CheckOut(
        GitFolder parent, GitFolder folder, RemoteUrl source, SubmoduleEntry entry, string prefix, CancellationToken cancellationToken)
    {
        if (Directory.Exists(Path.Combine(folder.WorkTree, ".git")))
        {
            // A repository of its own where the link to this one belongs.
            DirectoryTree.Empty(folder.WorkTree);
        }

        ProxiedStreams.Lead(source, access.Proxy);
        RepositoryPreparer.Register(parent, entry, source);
        RepositoryPreparer.Prepare(folder, source with { Login = MatchingLogin(source) }, cancellationToken);
        var fetch = new FetchRequest { Refspecs = [], Depth = Depth, Access = access with { Login = source.Login ?? access.Login } };
        if (!CommitFetcher.HasCommit(folder, entry.Sha) && !fetcher.Fetch(folder, fetch, entry.Sha, writeLine, cancellationToken))
        {
            return new(GitResult.CommitNotFound, $"Submodule '{prefix}{entry.Path}': {source} does not hold commit {entry.Sha}.");
        }

        TreeCheckout.Run(folder, entry.Sha, cancellationToken);
        writeLine($"Submodule path '{prefix}{entry.Path}': checked out '{entry.Sha}'");
        if (request is { Clean: { } flags, KeepExisting: false })
        {
            new WorkTreeCleaner(folder, flags, writeLine).Run(cancellationToken);
        }

        return GitOutcome.Done;
    }

    private RemoteLogin? MatchingLogin(RemoteUrl source) => access.Login is { } login && login.IsFor(source.Address) ? login : null;

    private static bool IsUnsafe(string name) => name.Length == 0 || Path.IsPathRooted(name) || name.Split('/', '\\').Contains("..");
}
