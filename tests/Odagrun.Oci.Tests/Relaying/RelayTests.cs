using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Oci.Building;
using Odagrun.Oci.Pushing;
using Odagrun.Oci.Pushing.Trees;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Relaying;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Oci.Tests.Pushing;
using Odagrun.Stack;
using Odagrun.Stack.Services;

namespace Odagrun.Oci.Tests.Relaying;

public sealed class RelayTests : IAsyncLifetime
{
    // htpasswd -Bbn ada correct-horse
    private const string Htpasswd = "ada:$2y$04$bs9eLTzH4j59A/SYDjQRe.BpCZtXdFI2CA9xXBfFGfzFoFWaAiw72";

    private readonly WorkDirectory _directory = WorkDirectory.Create("relay");
    private DockerRegistry _registry = null!;
    private ServiceProvider _server = null!;
    private ServiceProvider _client = null!;
    private Rules _rules = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IRegistryClient Registry => _client.GetRequiredService<IRegistryClient>();

    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(_directory.File("htpasswd"), Htpasswd, Cancel);
        _registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { HtpasswdPath = _directory.File("htpasswd") }, Cancel);
        _rules = new Rules(new RegistryCredentials([new RegistryLogin(_registry.Host, "ada", "correct-horse")]));
        _server = new ServiceCollection().AddRegistryRelay().Configure<RegistryClientOptions>(options => options.Retries = 0)
            .BuildServiceProvider();
        _client = new ServiceCollection().AddRelayedRegistryClient(ConnectAsync).AddImageWork().BuildServiceProvider();
    }

    public async ValueTask DisposeAsync()
    {
        await _client.DisposeAsync();
        await _server.DisposeAsync();
        await _registry.DisposeAsync();
        _directory.Dispose();
    }

    [Fact]
    public async Task Layer_PushedWithoutALogin_ArrivesWithTheServersOne()
    {
        using var tree = await ShellTree.MakeAsync("head -c 9000000 /dev/urandom >large");
        var target = Image("mine/app:1");

        var built = await _client.GetRequiredService<IImageBuilder>().BuildAsync(new BuildRequest
        {
            Target = target,
            Platform = Platform.Current,
            Layers = [new TreeContent(tree.Path)],
            LayerOptions = new LayerPushOptions { Format = LayerFormat.None },
            Credentials = RegistryCredentials.Anonymous,
        }, null, Cancel);

        var layer = built.Layers[0].Layer.Descriptor;
        await using var blob = await Registry.OpenBlobAsync(target, layer, RegistryCredentials.Anonymous, Cancel);
        Assert.Equal(layer.Digest, Digest.FromHash(await System.Security.Cryptography.SHA256.HashDataAsync(blob, Cancel)));
        Assert.Equal(["1"], await Registry.ListTagsAsync(target, RegistryCredentials.Anonymous, Cancel));
    }

    [Fact]
    public async Task Repository_ThatTheRulesRefuse_IsNotAsked()
    {
        var error = await Assert.ThrowsAsync<RegistryException>(() => TestImage.PushAsync(Registry, Image("theirs/app:1"), ["a"]));
        var read = await Assert.ThrowsAsync<RegistryException>(
            () => Registry.GetManifestAsync(Image("hidden/app:1"), RegistryCredentials.Anonymous, Cancel));
        var mount = await Assert.ThrowsAsync<RegistryException>(
            () => Registry.MountBlobAsync(Image("mine/app:1"), Digest.Of("x"u8), "hidden/app", RegistryCredentials.Anonymous, Cancel));

        Assert.Equal("REFUSED", error.Code);
        Assert.Contains("Write theirs/app", error.Message, StringComparison.Ordinal);
        Assert.Contains("Read hidden/app", read.Message, StringComparison.Ordinal);
        Assert.Contains("Read hidden/app", mount.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/v2/theirs/app/manifests/1", "is no request for")]
    [InlineData("GET", "/v2/mine/app/../../theirs/app/manifests/1", "is no request for")]
    [InlineData("GET", "/v2/mine/app/%2e%2e/%2e%2e/theirs/app/manifests/1", "is no request for")]
    [InlineData("GET", "/v2/mine/app/manifests/..%2f..%2f..%2ftheirs/app/manifests/1", "is no request for")]
    [InlineData("GET", "/v2/_catalog", "is no request for")]
    [InlineData("OPTIONS", "/v2/mine/app/manifests/1", "is none of a registry's")]
    [InlineData("POST", "/v2/mine/app/blobs/uploads/?mount=sha256:0&f%72om=hidden/app", "Read hidden/app")]
    [InlineData("POST", "/v2/mine/app/blobs/uploads/?from=mine/app&from=hidden/app", "more than one source")]
    public async Task Address_ThatIsNotTheRepositorys_IsRefused(string method, string path, string because)
    {
        await using var connection = await ConnectAsync(Cancel);
        var head = new RelayHead
        {
            Registry = _registry.Host,
            Repository = "mine/app",
            Method = method,
            Url = new Uri($"http://{_registry.Host}{path}"),
        };
        await RelayFrames.WriteAsync(connection, head, RelayJson.Default.RelayHead, Cancel);

        var answer = await RelayFrames.ReadAsync(connection, RelayJson.Default.RelayAnswer, Cancel);

        Assert.Contains(because, answer!.Refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Registry_OutOfReach_IsToldAsSuch()
    {
        var error = await Assert.ThrowsAsync<RegistryException>(
            () => Registry.GetManifestAsync(
                ImageReference.Parse($"127.0.0.1:{FreePort.Next()}/mine/app:1"), RegistryCredentials.Anonymous, Cancel));

        Assert.True(error.IsTransient);
        Assert.Contains("cannot be reached", error.Message, StringComparison.Ordinal);
    }

    private ImageReference Image(string name) => ImageReference.Parse($"{_registry.Host}/{name}");

    private async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var place = new UnixDomainSocketEndPoint(_directory.File(Guid.NewGuid().ToString("N")));
        listener.Bind(place);
        listener.Listen();
        var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await client.ConnectAsync(place, cancellationToken);
        var server = new NetworkStream(await listener.AcceptAsync(cancellationToken), ownsSocket: true);
        _ = ServeAsync(server);
        return new NetworkStream(client, ownsSocket: true);
    }

    private async Task ServeAsync(NetworkStream connection)
    {
        await using (connection)
        {
            try
            {
                if (await RelayFrames.ReadAsync(connection, RelayJson.Default.RelayHead, Cancel) is { } head)
                {
                    await _server.GetRequiredService<IRegistryRelay>().ServeAsync(connection, head, _rules, Cancel);
                }
            }
            catch (IOException)
            {
                // The client has read what it wanted.
            }
        }
    }

    private sealed class Rules(RegistryCredentials credentials) : IRelayRules
    {
        public RegistryCredentials Credentials => credentials;

        public string? Refuse(string registry, string repository, RelayAction action) =>
            repository.StartsWith("mine/", StringComparison.Ordinal)
                || (action == RelayAction.Read && !repository.StartsWith("hidden/", StringComparison.Ordinal))
                ? null
                : $"refused: {action} {repository}";
    }
}
