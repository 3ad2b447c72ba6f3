using Odagrun.GitLab.Api;
using Odagrun.GitLab.Artifacts;
using Odagrun.GitLab.Tests.Fakes;

namespace Odagrun.GitLab.Tests.Artifacts;

/// <summary>Downloads (kinds of cases: gitlab-runner's commands/helpers/artifacts_downloader_test.go and network/gitlab_test.go).</summary>
public sealed class ArtifactDownloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true, "/api/v4/jobs/42/artifacts?direct_download=true")]
    [InlineData(false, "/api/v4/jobs/42/artifacts")]
    public async Task DownloadArtifactsAsync_Served_IsAStream(bool direct, string target)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(200, "the archive");

        var outcome = await fixture.Api.DownloadArtifactsAsync(fixture.Job, direct, Token);

        Assert.Equal(ArtifactDownloadResult.Ok, outcome.Result);
        using var reader = new StreamReader(outcome.Content!);
        Assert.Equal("the archive", await reader.ReadToEndAsync(Token));
        var request = Assert.Single(fixture.Server.Heard);
        Assert.Equal(("GET", target, "glcbt-jobtoken"), (request.Method, request.Target, request.Header("JOB-TOKEN")));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    public async Task DownloadArtifactsAsync_RedirectedToAnotherHost_LeavesTheTokenBehind(int status)
    {
        await using var fixture = await ApiFixture.StartAsync();
        await using var store = await FakeGitLab.StartAsync(Token);
        store.AnswerJson(200, "from the store");
        fixture.Server.Answer(Redirect(status, () => $"{store.Url}bucket/key?signature=x"));

        var outcome = await fixture.Api.DownloadArtifactsAsync(fixture.Job, true, Token);

        using var reader = new StreamReader(outcome.Content!);
        Assert.Equal("from the store", await reader.ReadToEndAsync(Token));
        var request = Assert.Single(store.Heard);
        Assert.Equal("/bucket/key?signature=x", request.Target);
        Assert.DoesNotContain(request.Headers, header => header.Value.Contains("jobtoken", StringComparison.Ordinal));
    }

    [Fact]
    public async Task DownloadArtifactsAsync_RedirectedAtHome_KeepsTheToken()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.Answer(async (context, request) =>
        {
            if (request.Target != "/here")
            {
                await Redirect(302, () => "/here")(context, request);
            }
        });

        var outcome = await fixture.Api.DownloadArtifactsAsync(fixture.Job, true, Token);

        await outcome.Content!.DisposeAsync();
        Assert.Equal("glcbt-jobtoken", fixture.Server.Heard.Last().Header("JOB-TOKEN"));
    }

    [Fact]
    public async Task DownloadArtifactsAsync_StoreFails_AsksGitLabToPassItThrough()
    {
        await using var fixture = await ApiFixture.StartAsync();
        await using var store = await FakeGitLab.StartAsync(Token);
        store.AnswerStatuses(400);
        fixture.Server.Answer(async (context, request) =>
        {
            if (request.Target.Contains("direct", StringComparison.Ordinal))
            {
                await Redirect(302, () => store.Url.ToString())(context, request);
            }
        });

        var outcome = await fixture.Api.DownloadArtifactsAsync(fixture.Job, true, Token);

        Assert.Equal(ArtifactDownloadResult.Ok, outcome.Result);
        await outcome.Content!.DisposeAsync();
        Assert.Equal(["/api/v4/jobs/42/artifacts?direct_download=true", "/api/v4/jobs/42/artifacts"],
            fixture.Server.Heard.Select(request => request.Target));
        Assert.Equal([TimeSpan.FromSeconds(1)], fixture.Time.Waits);
    }

    [Theory]
    [InlineData(401, ArtifactDownloadResult.Forbidden, 1)]
    [InlineData(403, ArtifactDownloadResult.Forbidden, 1)]
    [InlineData(404, ArtifactDownloadResult.NotFound, 1)]
    [InlineData(400, ArtifactDownloadResult.Failed, 3)]
    public async Task DownloadArtifactsAsync_Refused_IsAnOutcome(int status, ArtifactDownloadResult expected, int requests)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(status, """{"message": "because"}""");

        var outcome = await fixture.Api.DownloadArtifactsAsync(fixture.Job, true, Token);

        Assert.Equal((expected, null, requests), (outcome.Result, outcome.Content, fixture.Server.Heard.Count));
        Assert.Contains("because", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DownloadArtifactsAsync_EndlessRedirects_End()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.Answer(Redirect(302, () => "/again"));

        Assert.Equal(ArtifactDownloadResult.Failed, (await fixture.Api.DownloadArtifactsAsync(fixture.Job, true, Token)).Result);
    }

    [Theory]
    [InlineData("https://gitlab.example/a", "https://GITLAB.example:443/b", true)]
    [InlineData("https://gitlab.example/a", "http://gitlab.example/a", false)]
    [InlineData("https://gitlab.example/a", "https://gitlab.example:8443/a", false)]
    [InlineData("https://gitlab.example/a", "https://gitlab.example.evil/a", false)]
    public void SameOrigin_Addresses_ComparesAllThree(string a, string b, bool same) =>
        Assert.Equal(same, ArtifactDownloader.SameOrigin(new Uri(a), new Uri(b)));

    private static Func<Microsoft.AspNetCore.Http.HttpContext, HeardRequest, Task> Redirect(int status, Func<string> to) => (context, _) =>
    {
        context.Response.StatusCode = status;
        context.Response.Headers.Location = to();
        return Task.CompletedTask;
    };
}
