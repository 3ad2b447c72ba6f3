using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Odagrun.Executor.Tests.Git;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Published;

/// <summary>A repository of one commit behind a server, for jobs that check it out.</summary>
internal sealed class GitScene : IAsyncDisposable
{
    private readonly WorkDirectory _directory;
    private readonly string _sha;

    private GitScene(WorkDirectory directory, GitServer server, string sha)
    {
        _directory = directory;
        Server = server;
        _sha = sha;
    }

    internal GitServer Server { get; }

    internal static async Task<GitScene> CreateAsync(X509Certificate2? certificate = null)
    {
        var directory = WorkDirectory.Create("served");
        var server = await GitServer.StartAsync(directory.Path, certificate);
        var source = await SourceRepository.CreateAsync(directory.Path, "group/app");
        return new GitScene(directory, server, await source.CommitFileAsync("greeting.txt", "from git"));
    }

    /// <summary>Lets the job check it out, from <paramref name="url"/> where that is not the server's own.</summary>
    internal void Give(PodJob job, string? url = null)
    {
        job.Payload["allow_git_fetch"] = true;
        job.Payload["git_info"] = new JsonObject
        {
            ["repo_url"] = url ?? Server.Url("group/app"),
            ["ref"] = "main",
            ["sha"] = _sha,
            ["depth"] = 0,
            ["refspecs"] = new JsonArray("+refs/heads/main:refs/remotes/origin/main"),
        };
        job.Set("GIT_STRATEGY", "fetch");
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _directory.Dispose();
    }
}
