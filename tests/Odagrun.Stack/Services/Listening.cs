using System.Net;
using System.Net.Sockets;
using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Services;

/// <summary>Waits for a program to listen on its port.</summary>
public static class Listening
{
    /// <summary>
    /// Returns once <paramref name="port"/> on loopback accepts; fails when the program ends or after three minutes: machines are busy.
    /// </summary>
    public static Task WaitAsync(int port, ChildProcess process, CancellationToken cancellationToken) =>
        WaitAsync(new IPEndPoint(IPAddress.Loopback, port), process, cancellationToken);

    /// <summary>As the other, at any address of this machine.</summary>
    public static async Task WaitAsync(IPEndPoint place, ChildProcess process, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while (!await AcceptsAsync(place, limit.Token))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException(
                    $"the program that should listen on {place} ended with exit code {process.ExitCode}:\n{process.Output}");
            }

            await Task.Delay(20, limit.Token);
        }
    }

    private static async Task<bool> AcceptsAsync(IPEndPoint place, CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(place, cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
