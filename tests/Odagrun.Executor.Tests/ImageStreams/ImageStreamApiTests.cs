using Odagrun.ImageStreams;

namespace Odagrun.Executor.Tests.ImageStreams;

/// <summary>Image streams, against a stand-in with the API's paths and objects.</summary>
public sealed class ImageStreamApiTests : IAsyncLifetime
{
    private readonly HttpClient _http = new();
    private ImageApiStandIn? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ImageApiStandIn Server => _server!;

    private ImageStreamApi Api => new(_http, Server.Url, ImageApiStandIn.Token);

    public async ValueTask InitializeAsync()
    {
        _server = await ImageApiStandIn.StartAsync();
        Server.Streams["app"] = new() { ["latest"] = "sha256:1", ["1.0"] = "sha256:1", ["test"] = "sha256:2" };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Server.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Presence_IsFoundByDiscovery(bool isAbsent)
    {
        Server.IsAbsent = isAbsent;
        Assert.Equal(!isAbsent, await Api.IsPresentAsync(Cancellation));
    }

    [Theory]
    [InlineData("app", "stable")]
    [InlineData("app", "test")]
    [InlineData("other", "stable")]
    public async Task Tag_NewOrKnown_LeadsToTheImageAndNotToTheTag(string stream, string tag)
    {
        await Api.TagAsync(new("ci", "app", "1.0"), new("ci", stream, tag), Cancellation);
        Assert.Equal("sha256:1", Server.Streams[stream][tag]);
        Assert.Equal("ImageStreamImage", Server.Last!["tag"]!["from"]!["kind"]!.GetValue<string>());
    }

    [Fact]
    public async Task Tag_OfADigest_IsSetWithoutAskingForIt()
    {
        await Api.TagAsync(new("ci", "app", "sha256:2"), new("ci", "app", "1.1"), Cancellation);
        Assert.Equal("sha256:2", Server.Streams["app"]["1.1"]);
    }

    [Fact]
    public async Task Tag_ThatIsNone_SaysSo()
    {
        var e = await Assert.ThrowsAsync<ImageStreamException>(
            () => Api.TagAsync(new("ci", "app", "missing"), new("ci", "app", "x"), Cancellation));
        Assert.Contains(
            "reading the tag ci/app:missing failed: OpenShift answered 404 (imagestreamtags.image.openshift.io \"app:missing\" not found)",
            e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DeleteTag_ThatIs_LeavesTheOthers()
    {
        Assert.True(await Api.DeleteTagAsync(new("ci", "app", "latest"), Cancellation));
        Assert.False(await Api.DeleteTagAsync(new("ci", "app", "latest"), Cancellation));
        Assert.Equal(["1.0", "test"], Server.Streams["app"].Keys);
    }

    [Theory]
    [InlineData("latest")]
    [InlineData("sha256:1")]
    public async Task DeleteImage_ByTagOrDigest_DeletesAllItsTags(string reference)
    {
        Assert.Equal(["1.0", "latest"], await Api.DeleteImageAsync(new("ci", "app", reference), Cancellation));
        Assert.Equal(["test"], Server.Streams["app"].Keys);
    }

    [Fact]
    public async Task DeleteImage_OfTheLastTag_DeletesTheStream()
    {
        Server.Streams["app"] = new() { ["only"] = "sha256:1" };
        await Api.DeleteImageAsync(new("ci", "app", "only"), Cancellation);
        Assert.Empty(Server.Streams);
    }

    [Theory]
    [InlineData("app", "missing")]
    [InlineData("app", "sha256:3")]
    [InlineData("nothing", "latest")]
    public async Task DeleteImage_ThatIsNone_DeletesNothing(string stream, string reference)
    {
        Assert.Empty(await Api.DeleteImageAsync(new("ci", stream, reference), Cancellation));
        Assert.Equal(3, Server.Streams["app"].Count);
    }

    [Fact]
    public async Task Api_ThatRefuses_SaysWhatIsMissingAndNotTheToken()
    {
        var forbidden = await Assert.ThrowsAsync<ImageStreamException>(
            () => Api.DeleteTagAsync(new("other", "app", "latest"), Cancellation));
        Assert.Contains("403 (imagestreams is forbidden", forbidden.Message, StringComparison.Ordinal);
        Assert.Contains("registry-editor", forbidden.Message, StringComparison.Ordinal);
        var unknown = await Assert.ThrowsAsync<ImageStreamException>(
            () => new ImageStreamApi(_http, Server.Url, "wrong-token").DeleteTagAsync(new("ci", "app", "latest"), Cancellation));
        Assert.Contains("401", unknown.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-token", unknown.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ci/app", true)]
    [InlineData("ci/group/app", false)]
    [InlineData("app", false)]
    public void Repository_OfTwoParts_IsAStream(string repository, bool isStream) =>
        Assert.Equal(isStream, StreamTagName.Of(repository, "latest") is not null);
}
