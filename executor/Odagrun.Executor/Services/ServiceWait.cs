using System.Net;
using System.Net.Sockets;

namespace Odagrun.Executor.Services;

/// <summary>Waits until the ports of a service take connections on this pod's own address.</summary>
internal sealed class ServiceWait(TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100);

    /// <summary>The ports that did not open in time; empty when all did.</summary>
    internal async Task<IReadOnlyList<int>> RunAsync(IReadOnlyList<int> ports, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        var open = await Task.WhenAll(ports.Select(port => IsOpenAsync(port, linked.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        return [.. ports.Where((_, index) => !open[index])];
    }

    private async Task<bool> IsOpenAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            while (!await ConnectsAsync(port, cancellationToken))
            {
                await Task.Delay(Between, clock, cancellationToken);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private static async Task<bool> ConnectsAsync(int port, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
