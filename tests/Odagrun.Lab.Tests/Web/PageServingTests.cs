using System.Net;
using System.Net.Http.Headers;
using Odagrun.Lab.Tests.Server;

namespace Odagrun.Lab.Tests.Web;

public sealed class PageServingTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_EveryFileInTheTree_IsServedAsItIs()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var http = new HttpClient();

        foreach (var path in Directory.GetFiles(Sources.Page, "*", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(Sources.Page, path);
            Assert.Equal(await File.ReadAllBytesAsync(path, Token), await http.GetByteArrayAsync($"{lab.Url}/{name}", Token));
        }

        Assert.Equal(await http.GetStringAsync(lab.Url + "/", Token), await http.GetStringAsync(lab.Url + "/index.html", Token));
    }

    [Fact]
    public async Task Page_Unchanged_IsNotSentAgain()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var http = new HttpClient();
        using var first = await http.GetAsync(lab.Url + "/js/app.js", Token);
        using var again = new HttpRequestMessage(HttpMethod.Get, lab.Url + "/js/app.js");
        again.Headers.IfNoneMatch.Add(Assert.IsType<EntityTagHeaderValue>(first.Headers.ETag));

        using var second = await http.SendAsync(again, Token);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        Assert.Equal("text/javascript", first.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", Assert.Single(first.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/group/sub/app/-/jobs/17", "/#/jobs/17")]
    [InlineData("/app/-/pipelines/3", "/#/pipelines/3")]
    public async Task GitLabAddress_OfJobOrPipeline_LeadsToThePage(string address, string expected)
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var response = await http.GetAsync(lab.Url + address, Token);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Equal(expected, response.Headers.Location!.OriginalString);
    }

    [Theory]
    [InlineData("/nothing.js")]
    [InlineData("/js/../../Program.cs")]
    [InlineData("/group/app/-/jobs/x")]
    [InlineData("/lab/jobs/99/log")]
    [InlineData("/lab/jobs/99/artifacts/archive")]
    public async Task Address_OfNothing_IsNotFound(string address)
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var http = new HttpClient();

        using var response = await http.GetAsync(lab.Url + address, Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task Downloads_OfAJob_GiveWholeLogAndArtifact()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var job = await PageScene.StartJobAsync(lab, runner);
        var line = new string('x', 1023) + "\n";
        for (var i = 0; i < 5; i++)
        {
            await job.WriteAsync(string.Concat(Enumerable.Repeat(line, 1024)));
        }

        using (await job.UploadAsync("archive", "zip", [80, 75, 5, 6], "odd name é.zip"))
        {
            await job.FinishAsync();
        }

        using var http = new HttpClient();
        using var log = await http.GetAsync($"{lab.Url}/lab/jobs/{job.Id}/log", Token);
        using var artifact = await http.GetAsync($"{lab.Url}/lab/jobs/{job.Id}/artifacts/archive", Token);

        Assert.Equal(5 << 20, (await log.Content.ReadAsByteArrayAsync(Token)).Length);
        Assert.Equal("text/plain", log.Content.Headers.ContentType!.MediaType);
        Assert.Equal([80, 75, 5, 6], await artifact.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("attachment", artifact.Content.Headers.ContentDisposition!.DispositionType);
    }
}
