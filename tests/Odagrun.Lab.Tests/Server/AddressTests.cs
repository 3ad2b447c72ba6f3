using System.Net;
using Odagrun.Stack;

namespace Odagrun.Lab.Tests.Server;

public sealed class AddressTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lab_OnAnAddressOfItsOwn_HandsThatAddressOut()
    {
        await using var fixture = await LabFixture.StartAsync(new LabOptions { Address = IPAddress.Parse("127.0.0.7") });

        var job = await fixture.Runner.TakeAsync();

        Assert.StartsWith("http://127.0.0.7:", fixture.Lab.Url, StringComparison.Ordinal);
        Assert.Equal(fixture.Lab.Url, job.Variable("CI_SERVER_URL"));
    }

    [Fact]
    public async Task Lab_OnAllAddresses_IsNamedByItsLoopbackAddress()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions { Address = IPAddress.IPv6Any }, Token);

        Assert.StartsWith("http://127.0.0.1:", lab.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lab_WithAnExternalUrl_HandsOutThatAndListensWhereItWasTold()
    {
        var (port, storage) = (FreePort.Next(), FreePort.Next());
        var options = new LabOptions { Port = port, StoragePort = storage, ExternalUrl = new Uri("http://lab.test:8080/") };
        await using var fixture = await LabFixture.StartAsync(options);

        Assert.Equal("http://lab.test:8080", fixture.Lab.Url);
        using var http = new HttpClient(new SocketsHttpHandler { ConnectCallback = ToLoopbackAsync });
        Assert.NotEqual("[]", await http.GetStringAsync(new Uri($"http://lab.test:{port}/lab/runners"), Token));
        var view = Assert.Single(fixture.Lab.Projects);
        Assert.Equal("http://lab.test:8080/app.git", view.RepositoryUrl);
        using var missing = await http.GetAsync(new Uri($"http://lab.test:{storage}/storage/none"), Token);
        Assert.Contains("NoSuchKey", await missing.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    private static async ValueTask<Stream> ToLoopbackAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
        return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
    }
}
