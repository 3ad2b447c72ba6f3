using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Git;

/// <summary>What the Lab asks of a project's repository.</summary>
internal sealed class BareRepository(string path)
{
    private static readonly Dictionary<string, string> Identity = new()
    {
        ["GIT_AUTHOR_NAME"] = "Odagrun Lab",
        ["GIT_AUTHOR_EMAIL"] = "lab@example.invalid",
        ["GIT_COMMITTER_NAME"] = "Odagrun Lab",
        ["GIT_COMMITTER_EMAIL"] = "lab@example.invalid",
    };

    public string Path => path;

    /// <summary>Makes it: HTTP pushes allowed, single commits and partial clones served.</summary>
    public async Task CreateAsync(string defaultBranch, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(path);
        await GitAsync(cancellationToken, "init", "--quiet", "--bare", $"--initial-branch={defaultBranch}", ".");
        foreach (var (key, value) in ((string, string)[])
            [
                ("http.receivepack", "true"), ("uploadpack.allowAnySHA1InWant", "true"), ("uploadpack.allowFilter", "true"),
                ("gc.auto", "0"), ("receive.denyDeleteCurrent", "ignore"),
            ])
        {
            await File.AppendAllTextAsync(System.IO.Path.Combine(path, "config"), ConfigLine(key, value), cancellationToken);
        }
    }

    /// <summary>Branches and tags: full name to the object they name (for annotated tags: the tag).</summary>
    public async Task<IReadOnlyDictionary<string, string>> RefsAsync(CancellationToken cancellationToken)
    {
        var lines = await GitAsync(cancellationToken, "for-each-ref", "--format=%(refname) %(objectname)", "refs/heads", "refs/tags");
        return lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => parts[1]);
    }

    /// <summary>The commit a ref or name stands for; null when there is none.</summary>
    public async Task<string?> CommitAsync(string name, CancellationToken cancellationToken)
    {
        var (code, output, _) = await GitCommand.TryAsync(
            path, null, cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", $"{name}^{{commit}}");
        return code == 0 ? output.Trim() : null;
    }

    /// <summary>Text of a file at a commit; null when it is not there.</summary>
    public async Task<string?> FileAsync(string sha, string file, CancellationToken cancellationToken)
    {
        var (code, output, _) = await GitCommand.TryAsync(
            path, null, cancellationToken, "cat-file", "blob", $"{sha}:{file.TrimStart('/')}");
        return code == 0 ? output : null;
    }

    public async Task<IReadOnlyList<string>> FilesAsync(string sha, CancellationToken cancellationToken) =>
        Split(await GitAsync(cancellationToken, "ls-tree", "-r", "-z", "--name-only", sha));

    /// <summary>Files that differ between two commits; null when one of them is unknown.</summary>
    public async Task<IReadOnlyList<string>?> ChangesAsync(string before, string sha, CancellationToken cancellationToken)
    {
        var (code, output, _) = await GitCommand.TryAsync(path, null, cancellationToken, "diff", "-z", "--name-only", before, sha);
        return code == 0 ? Split(output) : null;
    }

    /// <summary>Title, message, author and time of a commit.</summary>
    public async Task<PipelineSource> DescribeAsync(PipelineSource source, CancellationToken cancellationToken)
    {
        var text = await GitAsync(cancellationToken, "log", "-1", "--format=%s%x00%an <%ae>%x00%cI%x00%B", source.Sha);
        var parts = text.Split('\0');
        return source with
        {
            CommitTitle = parts[0],
            CommitAuthor = parts[1],
            CommitTimestamp = parts[2],
            CommitMessage = parts[3].TrimEnd('\n'),
        };
    }

    /// <summary>The newest commit that touched each of <paramref name="files"/>, for cache keys.</summary>
    public async Task<string> LastChangeAsync(string sha, IReadOnlyList<string> files, CancellationToken cancellationToken) =>
        (await GitAsync(cancellationToken, ["log", "-1", "--format=%H", sha, "--", .. files])).Trim();

    public Task SetRefAsync(string name, string sha, CancellationToken cancellationToken) =>
        GitAsync(cancellationToken, "update-ref", name, sha);

    /// <summary>Copies all branches and tags of another repository here.</summary>
    public Task FetchAllAsync(string repository, CancellationToken cancellationToken) =>
        GitAsync(cancellationToken, "fetch", "--quiet", "--no-auto-gc", "--update-shallow", repository, "+refs/heads/*:refs/heads/*",
            "+refs/tags/*:refs/tags/*");

    public Task<string> GitAsync(CancellationToken cancellationToken, params string[] arguments) =>
        GitCommand.RunAsync(path, Identity, cancellationToken, arguments);

    private static string[] Split(string names) => names.Split('\0', StringSplitOptions.RemoveEmptyEntries);

    private static string ConfigLine(string key, string value)
    {
        var dot = key.IndexOf('.');
        return $"[{key[..dot]}]\n\t{key[(dot + 1)..]} = {value}\n";
    }
}
