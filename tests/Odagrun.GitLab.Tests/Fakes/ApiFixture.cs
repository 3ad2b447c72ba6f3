using Odagrun.GitLab.Api;
using Odagrun.GitLab.Hosting;

namespace Odagrun.GitLab.Tests.Fakes;

/// <summary>A fake GitLab and clients of it whose waits are over as soon as they begin.</summary>
internal sealed class ApiFixture : IAsyncDisposable
{
    private ApiFixture(FakeGitLab server)
    {
        Server = server;
        Clients = GitLabClients.Create(Time);
    }

    public FakeGitLab Server { get; }

    public ImpatientTime Time { get; } = new();

    public GitLabClients Clients { get; }

    public IRunnerApi Api => Clients.Api;

    public RunnerIdentity Runner => new(Server.Url, "glrt-runnertoken", "s_0123456789ab");

    public JobAccess Job => new(Server.Url, 42, "glcbt-jobtoken");

    public static async Task<ApiFixture> StartAsync() => new(await FakeGitLab.StartAsync(TestContext.Current.CancellationToken));

    public async ValueTask DisposeAsync()
    {
        Clients.Dispose();
        await Server.DisposeAsync();
    }
}
