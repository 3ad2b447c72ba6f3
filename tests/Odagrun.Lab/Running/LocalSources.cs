using Odagrun.Lab.Git;

namespace Odagrun.Lab.Running;

/// <summary>
/// Brings a local repository into the Lab: all branches and tags, HEAD, and what is not committed. The repository itself is not written to.
/// </summary>
internal sealed class LocalSources
{
    private static readonly Dictionary<string, string> Identity = new()
    {
        ["GIT_AUTHOR_NAME"] = "Odagrun Lab",
        ["GIT_AUTHOR_EMAIL"] = "lab@example.invalid",
        ["GIT_COMMITTER_NAME"] = "Odagrun Lab",
        ["GIT_COMMITTER_EMAIL"] = "lab@example.invalid",
    };

    private LocalSources(string root, string name, string branch) => (Root, Name, Branch) = (root, name, branch);

    /// <summary>Top directory of the working tree.</summary>
    public string Root { get; }

    /// <summary>The directory's name in a form fit for a project.</summary>
    public string Name { get; }

    /// <summary>The branch that is checked out; <c>main</c> when none is.</summary>
    public string Branch { get; }

    /// <summary>Finds the repository around a directory.</summary>
    /// <exception cref="GitException">There is none, or it has no commit.</exception>
    public static async Task<LocalSources> FindAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            throw new GitException($"{path} is no directory");
        }

        var top = await GitCommand.TryAsync(path, null, cancellationToken, "rev-parse", "--show-toplevel");
        if (top.Code != 0)
        {
            throw new GitException($"{path} is in no git repository (git says: {top.Error.Trim()}); 'git init' makes one");
        }

        var root = top.Output.TrimEnd('\n');
        if ((await GitCommand.TryAsync(root, null, cancellationToken, "rev-parse", "--verify", "--quiet", "HEAD")).Code != 0)
        {
            throw new GitException($"{root} has no commit yet; 'git commit' makes one");
        }

        var head = await GitCommand.TryAsync(root, null, cancellationToken, "symbolic-ref", "--quiet", "--short", "HEAD");
        return new LocalSources(root, Slug(Path.GetFileName(root)), head.Code == 0 ? head.Output.Trim() : "main");
    }

    /// <summary>
    /// Copies it into the bare repository of a project; gives the number of files that were not committed and came along.
    /// </summary>
    public async Task<int> CopyAsync(BareRepository target, bool withUncommitted, CancellationToken cancellationToken)
    {
        await target.FetchAllAsync(Root, cancellationToken);
        await target.GitAsync(cancellationToken, "fetch", "--quiet", "--update-shallow", Root, $"+HEAD:refs/heads/{Branch}");
        await target.GitAsync(cancellationToken, "symbolic-ref", "HEAD", $"refs/heads/{Branch}");
        return withUncommitted ? await AddUncommittedAsync(target, cancellationToken) : 0;
    }

    /// <summary>Commits the working tree on top of HEAD, with an index and objects of the Lab's own; ignored files stay out.</summary>
    private async Task<int> AddUncommittedAsync(BareRepository target, CancellationToken cancellationToken)
    {
        var index = Path.Combine(target.Path, "odagrun-lab-index");
        var environment = new Dictionary<string, string>(Identity)
        {
            ["GIT_DIR"] = target.Path,
            ["GIT_WORK_TREE"] = Root,
            ["GIT_INDEX_FILE"] = index,
        };
        var parent = $"refs/heads/{Branch}";
        try
        {
            await GitCommand.RunAsync(Root, environment, cancellationToken, "read-tree", parent);
            await GitCommand.RunAsync(Root, environment, cancellationToken, "add", "--all", ".");
            var changed = await GitCommand.RunAsync(
                Root, environment, cancellationToken, "diff-index", "--cached", "--name-only", "-z", parent);
            var count = changed.Count(character => character == '\0');
            if (count == 0)
            {
                return 0;
            }

            var tree = (await GitCommand.RunAsync(Root, environment, cancellationToken, "write-tree")).Trim();
            var commit = await GitCommand.RunAsync(
                Root, environment, cancellationToken, "commit-tree", tree, "-p", parent, "-m", $"Uncommitted changes ({count} files)");
            await target.SetRefAsync(parent, commit.Trim(), cancellationToken);
            return count;
        }
        finally
        {
            File.Delete(index);
        }
    }

    private static string Slug(string name)
    {
        var slug = new string(
            [.. name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-' ? character : '-')]);
        return slug.Trim('.', '-') is { Length: > 0 } fit ? fit : "project";
    }
}
