using System.Net;
using System.Security.Cryptography;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Stack;
using Odagrun.Stack.Proxies;

namespace Odagrun.Oci.Tests.Registry;

public sealed class RegistryFaultTests(RegistryFixture registry) : IAsyncLifetime
{
    private const int BlobSize = 1 << 20;

    private readonly Client _client = new(options => options.UploadChunkBytes = BlobSize / 4);
    private readonly Client _whole = new();
    private readonly byte[] _content = RandomNumberGenerator.GetBytes(BlobSize);
    private FaultProxy _proxy = null!;
    private ImageReference _image = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static RegistryCredentials Nobody => RegistryCredentials.Anonymous;

    private Descriptor Blob => new() { MediaType = MediaTypes.OciLayer, Digest = Digest.Of(_content), Size = BlobSize };

    public async ValueTask InitializeAsync()
    {
        _proxy = await FaultProxy.StartAsync(registry.Host);
        _image = ImageReference.Parse($"{_proxy.Host}/{TestImage.Repository()}/app:1");
    }

    [Theory]
    [InlineData("GET", 500)]
    [InlineData("GET", 503)]
    [InlineData("GET", 429)]
    [InlineData("HEAD", 502)]
    [InlineData("PUT", 503)]
    public async Task Manifest_RegistryFailsTwice_IsHadAllTheSame(string method, int status)
    {
        var pushed = await TestImage.PushAsync(_client.Registry, _image, ["a"]);
        var fault = new Fault(method, "/manifests/") { Status = status };
        _proxy.Add(fault, fault);

        var (content, _, _) = await TestImage.ReadAsync(_client.Registry, _image);
        var head = await _client.Registry.HeadManifestAsync(_image, Nobody, Cancel);
        var put = await _client.Registry.PutManifestAsync(_image.WithTag("2"), content.MediaType, content.Content, Nobody, Cancel);

        Assert.Equal((pushed, pushed, pushed), (content.Digest, head?.Digest, put));
        Assert.Equal(0, _proxy.FaultsLeft);
    }

    [Fact]
    public async Task Manifest_AnswerCutInTheMiddle_IsReadAgain()
    {
        var pushed = await TestImage.PushAsync(_client.Registry, _image, ["a"]);
        _proxy.Add(new Fault("GET", "/manifests/") { CutAnswerAfter = 100 });

        var manifest = await _client.Registry.GetManifestAsync(_image, Nobody, Cancel);

        Assert.Equal(pushed, manifest?.Digest);
        Assert.Equal(0, _proxy.FaultsLeft);
    }

    [Fact]
    public async Task Manifest_RegistryStaysBroken_SaysWhatItAnswered()
    {
        _proxy.Add([.. Enumerable.Repeat(new Fault("GET", "/manifests/") { Status = 503 }, 5)]);

        var error = await Assert.ThrowsAsync<RegistryException>(() => _client.Registry.GetManifestAsync(_image, Nobody, Cancel));

        Assert.True(error.IsTransient);
        Assert.Contains($"GET manifest of {_image}: registry '{_proxy.Host}' answered 503", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Manifest_RetryAfter_IsWaitedFor()
    {
        var clock = new NotingClock();
        using var client = new Client(clock: clock);
        _proxy.Add(new Fault("GET", "/manifests/") { Status = 429, RetryAfter = "20" });

        var getting = client.Registry.GetManifestAsync(_image, Nobody, Cancel);
        while (!clock.Waits.Contains(TimeSpan.FromSeconds(20)))
        {
            await Task.Delay(1, Cancel);
        }

        clock.Advance(TimeSpan.FromSeconds(19));
        Assert.Single(_proxy.Requests);
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await getting);
        Assert.Equal(2, _proxy.Requests.Count);
    }

    [Fact]
    public async Task Manifest_RetryAfterTooLong_FailsAtOnce()
    {
        _proxy.Add(new Fault("GET", "/manifests/") { Status = 429, RetryAfter = "3600" });

        var error = await Assert.ThrowsAsync<RegistryException>(() => _client.Registry.GetManifestAsync(_image, Nobody, Cancel));

        Assert.Equal((HttpStatusCode.TooManyRequests, "TOOMANYREQUESTS"), (error.Status, error.Code));
        Assert.Contains("rate limit", error.Message, StringComparison.Ordinal);
        Assert.Single(_proxy.Requests);
    }

    [Fact]
    public async Task OpenBlob_CutTwiceInTheMiddle_GoesOnWhereItBroke()
    {
        await PushAsync(_client);
        _proxy.Add(new Fault("GET", "/blobs/") { CutAnswerAfter = 300_000 }, new Fault("GET", "/blobs/") { CutAnswerAfter = 300_000 });

        var read = await ReadAsync();

        Assert.Equal(_content, read);
        Assert.Equal(0, _proxy.FaultsLeft);
        Assert.Equal(2, _proxy.Requests.Count(line => line.Contains("bytes=", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task OpenBlob_AlwaysCut_FailsAndSaysHowFarItCame()
    {
        await PushAsync(_client);
        _proxy.Add(new Fault("GET", "/blobs/") { CutAnswerAfter = 300_000 });
        _proxy.Add([.. Enumerable.Repeat(new Fault("GET", "/blobs/") { Status = 503 }, 50)]);

        var error = await Assert.ThrowsAsync<RegistryException>(ReadAsync);

        Assert.True(error.IsTransient);
        Assert.Contains($"of {BlobSize} bytes, 4 further tries did not help", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task PushBlob_CutInTheMiddle_ArrivesWhole(bool inPieces)
    {
        _proxy.Add(
            new Fault(inPieces ? "PATCH" : "PUT", "/blobs/uploads/") { CutRequestAfter = 100_000 },
            new Fault(inPieces ? "PATCH" : "PUT", "/blobs/uploads/") { CutRequestAfter = 150_000 });

        await PushAsync(inPieces ? _client : _whole);

        Assert.Equal(0, _proxy.FaultsLeft);
        Assert.Equal(_content, await ReadAsync());
    }

    [Theory]
    [InlineData("POST", 2)]
    [InlineData("PATCH", 1)]
    [InlineData("PUT", 1)]
    public async Task PushBlob_RegistryFailsInBetween_GoesOnWithTheSameUpload(string method, int begun)
    {
        _proxy.Add(new Fault(method, "/blobs/uploads/") { Status = 503 });

        await PushAsync(_client);

        Assert.Equal(0, _proxy.FaultsLeft);
        Assert.Equal(begun, _proxy.Requests.Count(line => line.StartsWith("POST", StringComparison.Ordinal)));
        Assert.Equal(_content, await ReadAsync());
    }

    [Fact]
    public async Task PushBlob_RegistryForgotTheUpload_BeginsAgain()
    {
        _proxy.Add(
            new Fault("PATCH", "/blobs/uploads/") { CutRequestAfter = 100_000 }, new Fault("GET", "/blobs/uploads/") { Status = 404 });

        await PushAsync(_client);

        Assert.Equal(0, _proxy.FaultsLeft);
        Assert.Equal(_content, await ReadAsync());
    }

    [Fact]
    public async Task PushBlob_RegistryTakesNoPieces_SendsItWhole()
    {
        _proxy.Add(new Fault("PATCH", "/blobs/uploads/") { Status = 400 });

        await PushAsync(_client);

        Assert.Equal(_content, await ReadAsync());
        Assert.Single(_proxy.Requests, line => line.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task PushBlob_LastAnswerLost_IsFoundThere()
    {
        _proxy.Add(new Fault("PUT", "/blobs/uploads/") { CutAnswerAfter = 0 });

        await PushAsync(_client);

        Assert.Equal(_content, await ReadAsync());
    }

    [Fact]
    public async Task PushBlob_SourceEndsEarly_BlamesTheSource()
    {
        var error = await Assert.ThrowsAsync<IOException>(
            () => _client.Registry.PushBlobAsync(
                _image, Blob, _ => Task.FromResult<Stream>(new MemoryStream(_content, 0, 1000)), Nobody, Cancel));

        Assert.Contains("source ended after 1000 bytes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task PushBlob_WrongDigest_IsRefused()
    {
        var blob = Blob with { Digest = Digest.Of("other"u8) };

        var error = await Assert.ThrowsAsync<RegistryException>(
            () => _client.Registry.PushBlobAsync(_image, blob, _ => Task.FromResult<Stream>(new MemoryStream(_content)), Nobody, Cancel));

        Assert.Equal("DIGEST_INVALID", error.Code);
    }

    [Fact]
    public async Task PushBlob_IsThere_SendsNothing()
    {
        await PushAsync(_client);
        _client.Requests.Clear();

        await PushAsync(_client);

        Assert.StartsWith("HEAD", Assert.Single(_client.Requests.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_NobodyListens_SaysThatTheRegistryCannotBeReached()
    {
        var image = ImageReference.Parse($"127.0.0.1:{FreePort.Next()}/a:1");

        var error = await Assert.ThrowsAsync<RegistryException>(() => _client.Registry.GetManifestAsync(image, Nobody, Cancel));

        Assert.True(error.IsTransient);
        Assert.Contains($"registry '{image.Registry}' cannot be reached: Connection refused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Compose_BrokenConnections_GiveTheImage()
    {
        await TestImage.PushAsync(_client.Registry, _image, ["a"]);
        var layer = await TestImage.ComposeLayerAsync("executor", TestImage.Repository());
        _proxy.Add(
            new Fault("GET", "/manifests/") { Status = 500 },
            new Fault("GET", "/blobs/") { CutAnswerAfter = 10 },
            new Fault("POST", "/blobs/uploads/") { Status = 503 },
            new Fault("PUT", "/blobs/uploads/") { CutRequestAfter = 10 },
            new Fault("PUT", "/manifests/") { Status = 503 });

        var composed = await _client.Composer.ComposeAsync(
            new ComposeRequest(_image, _image with { Repository = TestImage.Repository() }, new Platform("linux", "amd64"), [layer],
                new ComposeConfig(), Nobody), Cancel);

        Assert.Equal(0, _proxy.FaultsLeft);
        var (_, manifest, _) = await TestImage.ReadAsync(_client.Registry, composed.Reference);
        Assert.Equal(layer.Descriptor, manifest.Layers[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _whole.Dispose();
        await _proxy.DisposeAsync();
    }

    private Task PushAsync(Client client) =>
        client.Registry.PushBlobAsync(_image, Blob, _ => Task.FromResult<Stream>(new MemoryStream(_content)), Nobody, Cancel);

    private async Task<byte[]> ReadAsync()
    {
        await using var stream = await _client.Registry.OpenBlobAsync(_image, Blob, Nobody, Cancel);
        using var read = new MemoryStream();
        await stream.CopyToAsync(read, Cancel);
        return read.ToArray();
    }
}
