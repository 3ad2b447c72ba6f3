using Odagrun.Executor.Git;
using Odagrun.Stack;

namespace Odagrun.Executor.Tests.Git;

/// <summary>A server with a repository <c>group/app</c>, a project directory, and the lines for the job's log.</summary>
internal sealed class CheckoutScene : IAsyncDisposable
{
    private readonly WorkDirectory _directory;
    private readonly List<string> _lines = [];

    private CheckoutScene(WorkDirectory directory, GitServer server, SourceRepository source)
    {
        _directory = directory;
        Server = server;
        Source = source;
    }

    internal GitServer Server { get; }

    internal SourceRepository Source { get; }

    internal string Root => _directory.Path;

    internal string Project => Path.Combine(_directory.Path, "builds", "group", "app");

    internal string Log
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    internal static async Task<CheckoutScene> CreateAsync(bool commitsById = true)
    {
        var directory = WorkDirectory.Create("git");
        var source = await SourceRepository.CreateAsync(directory.Path, "group/app", commitsById);
        return new(directory, await GitServer.StartAsync(directory.Path), source);
    }

    internal GitRequest Request(string sha, int depth = 20, string branch = "main") => new()
    {
        ProjectDirectory = Project,
        Url = Server.Url("group/app"),
        Sha = sha,
        Ref = branch,
        Refspecs = ["+refs/pipelines/7:refs/pipelines/7", $"+refs/heads/{branch}:refs/remotes/origin/{branch}"],
        Depth = depth,
    };

    internal Task<GitOutcome> GetAsync(GitRequest request, CancellationToken? cancellationToken = null) =>
        new GitCheckout(TimeProvider.System).GetSourcesAsync(request, Write, cancellationToken ?? TestContext.Current.CancellationToken);

    /// <summary>Gets the sources and fails the test with the outcome's message when that does not work.</summary>
    internal async Task GetOkAsync(GitRequest request) => Assert.Equal(GitOutcome.Done, await GetAsync(request));

    /// <summary>Asks the real git about the project.</summary>
    internal Task<string> ProjectGitAsync(params string[] arguments) => GitTool.RunAsync(Project, arguments);

    internal string Read(string path) => File.ReadAllText(Path.Combine(Project, path));

    internal void Write(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        _directory.Dispose();
    }
}
