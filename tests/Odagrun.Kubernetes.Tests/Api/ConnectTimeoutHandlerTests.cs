using System.Net;
using System.Net.Sockets;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Kubernetes.Tests.Api;

public sealed class ConnectTimeoutHandlerTests
{
    [Fact]
    public async Task Send_ServerAcceptsAndSaysNothing_IsATimeoutAndNoCancellation()
    {
        // As an API server does that is just starting: the kernel takes the connection, nobody answers the TLS greeting.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        var problem = await Assert.ThrowsAsync<TimeoutException>(() => SendAsync(listener, TestContext.Current.CancellationToken));

        Assert.IsAssignableFrom<OperationCanceledException>(problem.InnerException);
    }

    [Fact]
    public async Task Send_CallerCancels_StaysACancellation()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(listener, new CancellationToken(canceled: true)));
    }

    private static async Task SendAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using var sockets = new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromMilliseconds(200) };
        using var invoker = new HttpMessageInvoker(new ConnectTimeoutHandler { InnerHandler = sockets });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"https://{listener.LocalEndpoint}/version");
        using var response = await invoker.SendAsync(request, cancellationToken);
    }
}
