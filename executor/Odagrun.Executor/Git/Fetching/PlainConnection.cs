using System.Net.Sockets;

namespace Odagrun.Executor.Git.Fetching;

/// <summary>A TCP connection to a server, or to the proxy before it.</summary>
internal sealed class PlainConnection(string host, int port, TimeSpan connectTimeout, TimeSpan timeout) : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody answers there, or the name is unknown.</exception>
    internal void Connect()
    {
        using var limit = new CancellationTokenSource(connectTimeout);
        try
        {
            // On a thread of libgit2's own call: there is nobody else to wait.
            _socket.ConnectAsync(host, port, limit.Token).AsTask().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            throw new SocketException((int)SocketError.TimedOut);
        }

        _socket.ReceiveTimeout = _socket.SendTimeout = (int)timeout.TotalMilliseconds;
    }

    internal int Read(Span<byte> buffer) => _socket.Receive(buffer);

    internal int Write(ReadOnlySpan<byte> bytes) => _socket.Send(bytes);

    public void Dispose() => _socket.Dispose();

    public override string ToString() => $"{host}:{port}";
}
