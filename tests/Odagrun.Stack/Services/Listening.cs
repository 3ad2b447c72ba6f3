using System.Net;
using System.Net.Sockets;
using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Services;

/// <summary>Waits for a program to listen on its port.</summary>
public static class Listening
{
    /// <summary>Returns once <paramref name="port"/> on loopback accepts; fails when the program ends or after 60 seconds.</summary>
    public static async Task WaitAsync(int port, ChildProcess process, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (!await AcceptsAsync(port, limit.Token))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"the program that should listen on port {port} ended with exit code {process.ExitCode}:\n{process.Output}");
            }

            await Task.Delay(20, limit.Token);
        }
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancellationToken)
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
