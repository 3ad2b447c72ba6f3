using System.Text.Json.Nodes;
using Odagrun.Handover;
using Odagrun.Stack.Tls;

namespace Odagrun.Executor.Tests.Published;

/// <summary>A GitLab whose certificate only a private authority vouches for.</summary>
public sealed class TlsTests
{
    [Theory]
    [InlineData(ImageFamily.Glibc)]
    [InlineData(ImageFamily.Scratch)]
    public async Task Job_BehindAPrivateAuthority_SpeaksWithApiAndGit(ImageFamily family)
    {
        using var authority = new TestAuthority();
        using var certificate = authority.IssueServer();
        await using var git = await GitScene.CreateAsync(certificate);
        await using var scene = await JobScene.CreateAsync(family, certificate);
        scene.Job.Envelope = envelope => envelope with { Tls = new EnvelopeTls { Authorities = authority.Pem } };
        git.Give(scene.Job);
        scene.GitLab.Artifacts[42] = ZipFile.Of(("dep/a.txt", "from the other job"));
        scene.Job.Payload["dependencies"] = new JsonArray(Dependency(42));
        scene.Job.Payload["artifacts"] = new JsonArray(
            new JsonObject { ["paths"] = new JsonArray("dep/"), ["artifact_type"] = "archive", ["artifact_format"] = "zip" });
        scene.Job.Script("echo ca=$CI_SERVER_TLS_CA_FILE");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("ca=/builds/group/app.tmp/CI_SERVER_TLS_CA_FILE\n", result.Trace, StringComparison.Ordinal);
        Assert.Equal("from git", await File.ReadAllTextAsync(
            scene.Image.File("builds", "group", "app", "greeting.txt"), TestContext.Current.CancellationToken));
        Assert.Equal("from the other job", ZipFile.Read(Assert.Single(scene.GitLab.Uploads).Content, "dep/a.txt"));
    }

    [Fact]
    public async Task Job_WithClientCertificate_HasItsFilesAndHidesItsKey()
    {
        using var authority = new TestAuthority();
        var (certificate, key) = authority.IssueClient("runner");
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Envelope = envelope =>
            envelope with { Tls = new EnvelopeTls { Authorities = authority.Pem, Certificate = certificate, Key = key } };
        scene.Job.Script(
            "head -1 $CI_SERVER_TLS_CERT_FILE",
            "wc -l $CI_SERVER_TLS_KEY_FILE",
            "ls -l $CI_SERVER_TLS_KEY_FILE",
            "echo \"$(cat $CI_SERVER_TLS_KEY_FILE)\"");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("BEGIN CERTIFICATE", result.Trace, StringComparison.Ordinal);
        Assert.Contains("-rw-------", result.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain(key.Split('\n')[1], result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Git_BehindAnAuthorityThatIsNotGiven_FailsAndSaysWhatToDo()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.IssueServer();
        await using var git = await GitScene.CreateAsync(certificate);
        await using var scene = await JobScene.CreateAsync();
        git.Give(scene.Job);
        scene.Job.Script("true");

        var result = await scene.Job.RunAsync();

        Assert.True(result is { State: "failed", Reason: "runner_external_dependency_failure" }, result.ToString());
        Assert.Contains("is not trusted", result.Trace, StringComparison.Ordinal);
    }

    private static JsonObject Dependency(long id) => new()
    {
        ["id"] = id,
        ["name"] = "compile",
        ["token"] = "dependency-token",
        ["artifacts_file"] = new JsonObject { ["filename"] = "artifacts.zip", ["size"] = 1 },
    };
}
