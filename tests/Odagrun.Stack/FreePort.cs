using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Odagrun.Stack;

/// <summary>
/// Ports on loopback that nobody listens on, below those that Linux gives to outgoing connections (32768 and up): else some client
/// gets hold of the port while the server that owns it is down, or connects to itself there.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int End = 32_768;

    private static readonly HashSet<int> Given = [];

    /// <summary>A free port, not given before by this process.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = RandomNumberGenerator.GetInt32(First, End);
            lock (Given)
            {
                if (IsFree(port) && Given.Add(port))
                {
                    return port;
                }
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
