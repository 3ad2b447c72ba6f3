using System.Security.Cryptography.X509Certificates;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Hosting;
using Odagrun.GitLab.Http;
using Odagrun.GitLab.Tests.Fakes;
using Odagrun.Stack;
using Odagrun.Stack.Tls;

namespace Odagrun.GitLab.Tests.Api;

public sealed class ServerTlsTests : IDisposable
{
    private readonly WorkDirectory _directory = WorkDirectory.Create("tls");
    private readonly TestAuthority _authority = new();
    private readonly GitLabClients _clients = GitLabClients.Create();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _clients.Dispose();
        _authority.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public async Task Server_OfAnUnknownAuthority_IsNotSpokenTo()
    {
        using var certificate = _authority.IssueServer();
        await using var server = await FakeGitLab.StartAsync(Cancellation, certificate);

        var outcome = await _clients.Api.VerifyAsync(Runner(server, null), Cancellation);

        Assert.Equal(VerifyResult.Unavailable, outcome.Result);
        Assert.Empty(server.Heard);
    }

    [Fact]
    public async Task Server_OfTheGivenAuthority_IsSpokenToAndItsChainGoesWithTheJob()
    {
        using var certificate = _authority.IssueServer();
        await using var server = await FakeGitLab.StartAsync(Cancellation, certificate);
        server.AnswerJson(201, """{"id":1,"token":"t"}""");

        var outcome = await _clients.Api.RequestJobAsync(
            Runner(server, new ServerTls(Write("ca.pem", _authority.Pem))), null, Cancellation);

        Assert.True(outcome.Result == JobRequestResult.Job, outcome.Message);
        Assert.Equal(_authority.Pem, outcome.ServerChain);
    }

    [Fact]
    public async Task Authority_OfAnotherServer_IsNotEnough()
    {
        using var certificate = _authority.IssueServer();
        using var other = new TestAuthority();
        await using var server = await FakeGitLab.StartAsync(Cancellation, certificate);

        var outcome = await _clients.Api.VerifyAsync(Runner(server, new ServerTls(Write("ca.pem", other.Pem))), Cancellation);

        Assert.Equal(VerifyResult.Unavailable, outcome.Result);
    }

    [Fact]
    public async Task AuthoritiesFile_ThatChanges_IsReadAgain()
    {
        using var certificate = _authority.IssueServer();
        using var other = new TestAuthority();
        await using var server = await FakeGitLab.StartAsync(Cancellation, certificate);
        server.AnswerJson(200, """{"id":1}""");
        var runner = Runner(server, new ServerTls(Write("ca.pem", other.Pem)));
        await _clients.Api.VerifyAsync(runner, Cancellation);

        File.SetLastWriteTimeUtc(Write("ca.pem", _authority.Pem), DateTime.UnixEpoch.AddYears(50));
        var outcome = await _clients.Api.VerifyAsync(runner, Cancellation);

        Assert.True(outcome.Result == VerifyResult.Valid, outcome.Message);
    }

    [Fact]
    public async Task ClientCertificate_OfTheRunner_IsShown()
    {
        using var certificate = _authority.IssueServer();
        X509Certificate2? shown = null;
        await using var server = await FakeGitLab.StartAsync(Cancellation, certificate, askForClient: true);
        server.Answer((context, _) =>
        {
            shown = context.Connection.ClientCertificate;
            context.Response.StatusCode = 403;
            return Task.CompletedTask;
        });
        var client = _authority.IssueClient("runner-7");

        await _clients.Api.VerifyAsync(Runner(server,
            new ServerTls(Write("ca.pem", _authority.Pem), Write("c.pem", client.Certificate), Write("k.pem", client.Key))), Cancellation);

        Assert.Equal("CN=runner-7", shown?.Subject);
    }

    [Fact]
    public async Task AuthoritiesFile_ThatIsNotThere_IsNamed()
    {
        using var certificate = _authority.IssueServer();
        await using var server = await FakeGitLab.StartAsync(Cancellation, certificate);

        var outcome = await _clients.Api.VerifyAsync(Runner(server, new ServerTls(_directory.File("missing.pem"))), Cancellation);

        Assert.Contains("missing.pem", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Server_WithoutTls_HasNoChain()
    {
        await using var server = await FakeGitLab.StartAsync(Cancellation);
        server.AnswerJson(201, """{"id":1,"token":"t"}""");

        var outcome = await _clients.Api.RequestJobAsync(Runner(server, null), null, Cancellation);

        Assert.Equal(JobRequestResult.Job, outcome.Result);
        Assert.Null(outcome.ServerChain);
    }

    private static RunnerIdentity Runner(FakeGitLab server, ServerTls? tls) => new(server.Url, "glrt-runnertoken", "s_1") { Tls = tls };

    private string Write(string name, string content)
    {
        File.WriteAllText(_directory.File(name), content);
        return _directory.File(name);
    }
}
