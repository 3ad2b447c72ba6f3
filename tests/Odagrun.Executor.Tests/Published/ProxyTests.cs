using System.Security.Cryptography.X509Certificates;
using Odagrun.Executor.Tests.Git;
using Odagrun.Executor.Tests.Servers;
using Odagrun.Handover;
using Odagrun.Stack.Tls;

namespace Odagrun.Executor.Tests.Published;

/// <summary>Networks where only a proxy reaches GitLab.</summary>
public sealed class ProxyTests : IDisposable
{
    private readonly TestAuthority _authority = new();
    private readonly X509Certificate2 _certificate;

    public ProxyTests() => _certificate = _authority.IssueServer("gitlab.test", "git.test");

    private static string Repository => $"https://{GitServer.User}:{Uri.EscapeDataString(GitServer.Password)}@git.test/group/app.git";

    public void Dispose()
    {
        _certificate.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task Job_WithProxyInItsPodsEnvironment_SpeaksThroughIt()
    {
        await using var git = await GitScene.CreateAsync(_certificate);
        await using var scene = await JobScene.CreateAsync(certificate: _certificate);
        await using var proxy = Proxy(scene, git);
        scene.Job.Environment.Add($"https_proxy={proxy.Url}");
        git.Give(scene.Job, Repository);
        scene.Job.Envelope = envelope => Trusting(envelope) with { GitLabUrl = new Uri("https://gitlab.test") };
        scene.Job.Script("cat greeting.txt");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Equal(["git.test", "gitlab.test"], proxy.Hosts.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Git_WithProxyInTheJobsVariables_GoesThroughItAndTheApiDoesNot()
    {
        await using var git = await GitScene.CreateAsync(_certificate);
        await using var scene = await JobScene.CreateAsync(certificate: _certificate);
        await using var proxy = Proxy(scene, git);
        git.Give(scene.Job, Repository);
        scene.Job.Envelope = Trusting;
        scene.Job.Set("HTTPS_PROXY", proxy.Url.AbsoluteUri).Script("cat greeting.txt");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Equal(["git.test"], proxy.Hosts.Distinct());
    }

    [Theory]
    [InlineData(false, null)]
    [InlineData(true, null)]
    [InlineData(false, "someone:pass word")]
    public async Task Git_OverPlainHttp_GoesThroughTheProxy(bool inThePodsEnvironment, string? login)
    {
        await using var git = await GitScene.CreateAsync();
        await using var scene = await JobScene.CreateAsync();
        await using var proxy = new ConnectProxy(
            new Dictionary<string, Uri> { ["git.test"] = new Uri($"http://{git.Server.Host}") })
        { Login = login };
        git.Give(scene.Job, Repository.Replace("https://", "http://", StringComparison.Ordinal));
        var url = login is null
            ? proxy.Url.AbsoluteUri
            : proxy.Url.AbsoluteUri.Replace("//", $"//{login.Replace(" ", "%20", StringComparison.Ordinal)}@", StringComparison.Ordinal);
        if (inThePodsEnvironment)
        {
            scene.Job.Environment.AddRange([$"http_proxy={url}", "no_proxy=127.0.0.1"]);
        }
        else
        {
            scene.Job.Set("HTTP_PROXY", url);
        }

        scene.Job.Script("cat greeting.txt");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("from git", result.Trace, StringComparison.Ordinal);
        Assert.Equal(["git.test"], proxy.Hosts.Distinct());
    }

    [Fact]
    public async Task Git_OverPlainHttpWithAProxyOfAnotherKind_IsRefusedByName()
    {
        await using var git = await GitScene.CreateAsync();
        await using var scene = await JobScene.CreateAsync();
        git.Give(scene.Job);
        scene.Job.Set("http_proxy", "socks5://proxy.test:1080").Script("touch ran");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "failed", result.ToString());
        Assert.Contains("http_proxy", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Job_WithNoProxyForItsServers_GoesAround()
    {
        await using var git = await GitScene.CreateAsync(_certificate);
        await using var scene = await JobScene.CreateAsync(certificate: _certificate);
        await using var proxy = Proxy(scene, git);
        scene.Job.Environment.AddRange([$"https_proxy={proxy.Url}", "no_proxy=127.0.0.1"]);
        git.Give(scene.Job);
        scene.Job.Envelope = Trusting;
        scene.Job.Script("true");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Empty(proxy.Hosts);
    }

    private ExecutorEnvelope Trusting(ExecutorEnvelope envelope) =>
        envelope with { Tls = new EnvelopeTls { Authorities = _authority.Pem } };

    private static ConnectProxy Proxy(JobScene scene, GitScene git) => new(new Dictionary<string, Uri>
    {
        ["gitlab.test"] = scene.GitLab.Url,
        ["git.test"] = new Uri($"https://{git.Server.Host}"),
    });
}
