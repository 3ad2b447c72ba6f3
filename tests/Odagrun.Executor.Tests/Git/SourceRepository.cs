namespace Odagrun.Executor.Tests.Git;

/// <summary>A working repository beside a server's bare one: commits are made here and pushed there.</summary>
internal sealed class SourceRepository
{
    private readonly string _directory;

    private SourceRepository(string directory) => _directory = directory;

    internal static async Task<SourceRepository> CreateAsync(string root, string name, bool commitsById = true)
    {
        var bare = Path.Combine(root, "served", name + ".git");
        var work = Path.Combine(root, "work", name);
        Directory.CreateDirectory(bare);
        Directory.CreateDirectory(work);
        await GitTool.RunAsync(bare, "init", "-q", "--bare", "-b", "main");
        await GitTool.RunAsync(bare, "config", "uploadpack.allowAnySHA1InWant", commitsById ? "true" : "false");
        await GitTool.RunAsync(work, "init", "-q", "-b", "main");
        await GitTool.RunAsync(work, "remote", "add", "origin", bare);
        return new(work);
    }

    internal Task<string> GitAsync(params string[] arguments) => GitTool.RunAsync(_directory, arguments);

    internal void Write(string path, string content)
    {
        var full = Path.Combine(_directory, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    /// <summary>Commits all that is there, pushes the branch, and gives the commit's id.</summary>
    internal async Task<string> CommitAsync(string message)
    {
        await GitAsync("add", "-A");
        await GitAsync("commit", "-q", "--allow-empty", "-m", message);
        await GitAsync("push", "-q", "--force", "origin", "HEAD");
        return await GitAsync("rev-parse", "HEAD");
    }

    internal async Task<string> CommitFileAsync(string path, string content)
    {
        Write(path, content);
        return await CommitAsync($"Write {path}");
    }

    internal async Task TagAsync(string name, bool annotated = false)
    {
        await (annotated ? GitAsync("tag", "-a", "-m", name, name) : GitAsync("tag", name));
        await GitAsync("push", "-q", "origin", name);
    }
}
