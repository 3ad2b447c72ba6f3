using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Tests.Fakes;

namespace Odagrun.GitLab.Tests.Artifacts;

/// <summary>Uploads (kinds of cases: gitlab-runner's commands/helpers/artifacts_uploader_test.go and network/gitlab_test.go).</summary>
public sealed class ArtifactUploadTests
{
    private static readonly ArtifactUpload Archive = new("artifacts.zip", "zip", "archive", "1 week & a day");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task UploadArtifactsAsync_Request_IsAStreamedFormWithOneFile()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(201);

        var outcome = await fixture.Api.UploadArtifactsAsync(fixture.Job, Archive, WriteAsync, Token);

        Assert.Equal(ArtifactUploadResult.Ok, outcome.Result);
        var request = Assert.Single(fixture.Server.Heard);
        Assert.Equal(
            "/api/v4/jobs/42/artifacts?artifact_format=zip&artifact_type=archive&expire_in=1%20week%20%26%20a%20day", request.Target);
        Assert.Equal(("POST", "glcbt-jobtoken", "chunked", null),
            (request.Method, request.Header("JOB-TOKEN"), request.Header("Transfer-Encoding"), request.Header("Content-Length")));
        var (name, fileName, content, more) = await PartAsync(request);
        Assert.Equal(("file", "artifacts.zip", "the archive", false), (name, fileName, content, more));
    }

    [Fact]
    public async Task UploadArtifactsAsync_NoExpiry_SendsNone()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(201);

        await fixture.Api.UploadArtifactsAsync(fixture.Job, new ArtifactUpload("junit.xml.gz", "gzip", "junit", null), WriteAsync, Token);

        Assert.Equal("/api/v4/jobs/42/artifacts?artifact_format=gzip&artifact_type=junit", Assert.Single(fixture.Server.Heard).Target);
    }

    [Theory]
    [InlineData(403, ArtifactUploadResult.Forbidden, 1)]
    [InlineData(413, ArtifactUploadResult.TooLarge, 1)]
    [InlineData(400, ArtifactUploadResult.Failed, 3)]
    [InlineData(405, ArtifactUploadResult.Failed, 3)]
    [InlineData(500, ArtifactUploadResult.Failed, 3 * 5)]
    [InlineData(503, ArtifactUploadResult.Failed, 6 * 5)]
    public async Task UploadArtifactsAsync_Refused_IsTriedAsOftenAsItMakesSense(int status, ArtifactUploadResult expected, int requests)
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerJson(status, """{"message": "because"}""");

        var outcome = await fixture.Api.UploadArtifactsAsync(fixture.Job, Archive, WriteAsync, Token);

        Assert.Equal((expected, requests), (outcome.Result, fixture.Server.Heard.Count));
        Assert.Contains("because", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UploadArtifactsAsync_BusyThenGood_ProducesTheFileAgain()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(503, 400, 201);
        var produced = 0;

        var outcome = await fixture.Api.UploadArtifactsAsync(
            fixture.Job, Archive, async (stream,
                cancellationToken) => await stream.WriteAsync(Encoding.UTF8.GetBytes($"file {++produced}"), cancellationToken), Token);

        Assert.Equal((ArtifactUploadResult.Ok, 3), (outcome.Result, produced));
        Assert.Equal("file 3", (await PartAsync(fixture.Server.Heard.Last())).Content);
    }

    [Theory]
    [InlineData("/", "/api/v4/jobs/42/artifacts?artifact_format=zip&artifact_type=archive&expire_in=1%20week%20%26%20a%20day")]
    [InlineData("/primary/api/v4/jobs/42/artifacts?x=1", "/primary/api/v4/jobs/42/artifacts?x=1")]
    public async Task UploadArtifactsAsync_RedirectedToAnotherHost_GoesThereWithToken(string path, string expected)
    {
        await using var fixture = await ApiFixture.StartAsync();
        await using var primary = await FakeGitLab.StartAsync(Token);
        primary.AnswerStatuses(201);
        fixture.Server.Answer((context, _) =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = primary.Url.ToString().TrimEnd('/') + path;
            return Task.CompletedTask;
        });

        var outcome = await fixture.Api.UploadArtifactsAsync(fixture.Job, Archive, WriteAsync, Token);

        Assert.Equal(ArtifactUploadResult.Ok, outcome.Result);
        var request = Assert.Single(primary.Heard);
        Assert.Equal((expected, "glcbt-jobtoken"), (request.Target, request.Header("JOB-TOKEN")));
        Assert.Equal("the archive", (await PartAsync(request)).Content);
    }

    [Fact]
    public async Task UploadArtifactsAsync_RefusedOnSight_IsNotProduced()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.SkipBody = _ => true;
        fixture.Server.AnswerStatuses(403);
        var produced = 0;

        var outcome = await fixture.Api.UploadArtifactsAsync(
            fixture.Job,
            Archive,
            (_, _) =>
            {
                produced++;
                return Task.CompletedTask;
            },
            Token);

        Assert.Equal((ArtifactUploadResult.Forbidden, 0), (outcome.Result, produced));
    }

    [Fact]
    public async Task UploadArtifactsAsync_FileCannotBeProduced_IsTheCallersError()
    {
        await using var fixture = await ApiFixture.StartAsync();
        fixture.Server.AnswerStatuses(201);

        var error = await Assert.ThrowsAsync<IOException>(
            () => fixture.Api.UploadArtifactsAsync(fixture.Job, Archive, (_, _) => throw new IOException("disk gone"), Token));

        Assert.Equal("disk gone", error.Message);
    }

    private static async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        await stream.WriteAsync("the "u8.ToArray(), cancellationToken);
        await stream.FlushAsync(cancellationToken);
        await stream.WriteAsync("archive"u8.ToArray(), cancellationToken);
    }

    private static async Task<(string Name, string FileName, string Content, bool More)> PartAsync(HeardRequest request)
    {
        var type = Microsoft.Net.Http.Headers.MediaTypeHeaderValue.Parse(request.Header("Content-Type"));
        Assert.Equal("multipart/form-data", type.MediaType.Value);
        var reader = new MultipartReader(
            Microsoft.Net.Http.Headers.HeaderUtilities.RemoveQuotes(type.Boundary).Value!, new MemoryStream(request.Body));
        var part = await reader.ReadNextSectionAsync(Token);
        Assert.NotNull(part);
        var disposition = part.GetContentDispositionHeader()!;
        using var text = new StreamReader(part.Body);
        var content = await text.ReadToEndAsync(Token);
        return (disposition.Name.Value!.Trim('"'), disposition.FileName.Value!.Trim('"'), content,
            await reader.ReadNextSectionAsync(Token) is not null);
    }
}
