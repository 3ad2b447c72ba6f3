using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Trees;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Stack.Proxies;

namespace Odagrun.Oci.Tests.Pushing;

public sealed class LayerPushFaultTests(RegistryFixture registry) : IAsyncLifetime
{
    private readonly Client _client = new();
    private FaultProxy _proxy = null!;
    private ShellTree _tree = null!;
    private ImageReference _target = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _proxy = await FaultProxy.StartAsync(registry.Host);
        _tree = await ShellTree.MakeAsync("head -c 15000000 /dev/urandom >large");
        _target = ImageReference.Parse($"{_proxy.Host}/{TestImage.Repository()}");
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        _tree.Dispose();
        await _proxy.DisposeAsync();
    }

    [Fact]
    public async Task Piece_CutOrRefusedForNow_IsResumed()
    {
        _proxy.Add(new Fault("PATCH", "/uploads/") { CutRequestAfter = 1_000_000 });
        _proxy.Add(new Fault("PATCH", "/uploads/") { Status = 503 });
        _proxy.Add(new Fault("PATCH", "/uploads/") { CutAnswerAfter = 0 });
        _proxy.Add(new Fault("PUT", "/uploads/") { CutAnswerAfter = 0 });

        var pushed = await PushAsync();

        Assert.Equal(0, _proxy.FaultsLeft);
        Assert.True(await _client.Registry.BlobExistsAsync(_target, pushed.Layer.Descriptor.Digest, RegistryCredentials.Anonymous, Cancel));
    }

    [Fact]
    public async Task Upload_ThatTheRegistryForgot_BeginsAnew()
    {
        _proxy.Add(new Fault("PATCH", "/uploads/") { Status = 404 });
        _proxy.Add(new Fault("PUT", "/uploads/") { Status = 404 });

        var pushed = await PushAsync();

        Assert.Equal(0, _proxy.FaultsLeft);
        Assert.True(await _client.Registry.BlobExistsAsync(_target, pushed.Layer.Descriptor.Digest, RegistryCredentials.Anonymous, Cancel));
    }

    [Theory]
    [InlineData("POST", 401, "needs a login")]
    [InlineData("POST", 403, "needs a login")]
    [InlineData("POST", 404, "POST upload")]
    [InlineData("PATCH", 413, "PATCH upload")]
    [InlineData("PATCH", 404, "was begun 3 times")]
    [InlineData("PATCH", 429, "rate limit")]
    [InlineData("PUT", 500, "PUT blob")]
    public async Task Registry_ThatRefuses_IsQuotedWithWhatWasTried(string method, int status, string because)
    {
        _proxy.Add([.. Enumerable.Repeat(new Fault(method, "/uploads/") { Status = status }, 20)]);

        var error = await Assert.ThrowsAsync<RegistryException>(PushAsync);

        Assert.Contains(because, error.Message, StringComparison.Ordinal);
        Assert.Contains(_proxy.Host, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_ThatStoredSomethingElse_IsNotBelieved()
    {
        var other = $"sha256:{new string('0', 64)}";
        await using var wrong = await HttpServer.StartAsync(async context =>
        {
            await context.Request.Body.CopyToAsync(Stream.Null);
            context.Response.Headers.Location = "/v2/app/blobs/uploads/1";
            context.Response.Headers["Docker-Content-Digest"] = other;
            context.Response.StatusCode = context.Request.Method switch { "PUT" => 201, "HEAD" => 404, _ => 202 };
        });
        _target = ImageReference.Parse($"{wrong.Host}/app");

        var error = await Assert.ThrowsAsync<RegistryException>(PushAsync);

        Assert.Contains($"the registry stored {other}", error.Message, StringComparison.Ordinal);
    }

    private Task<PushedLayer> PushAsync() =>
        _client.Pusher.PushAsync(_target, new TreeContent(_tree.Path), new LayerPushOptions { Format = LayerFormat.None },
            RegistryCredentials.Anonymous, null, Cancel);
}
