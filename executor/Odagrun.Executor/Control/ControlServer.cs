using System.Net.Sockets;
using Odagrun.Executor.Native;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Control;

/// <summary>Answers the script's commands for as long as the job's steps run.</summary>
internal sealed class ControlServer : IAsyncDisposable
{
    private const int MostConnections = 64;
    private const int PeerCredentials = 17; // SO_PEERCRED
    private const int SocketLevel = 1; // SOL_SOCKET

    private static readonly TimeSpan HeadTime = TimeSpan.FromSeconds(30);

    private readonly Socket _listener;
    private readonly ControlService _service;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _places = new(MostConnections);
    private readonly Task _accepting;

    private ControlServer(Socket listener, string path, ControlService service)
    {
        (_listener, Path, _service) = (listener, path, service);
        _accepting = Task.Run(AcceptAsync);
    }

    /// <summary>Where it listens.</summary>
    internal string Path { get; }

    /// <summary>Listens in a directory that is the job's user's alone.</summary>
    /// <exception cref="IOException">The directory's path is too long for a socket.</exception>
    internal static ControlServer Start(string directory, ControlService service)
    {
        var path = System.IO.Path.Combine(directory, "control");
        if (!ControlSocket.Fits(path))
        {
            throw new IOException($"'{path}' is too long for a socket; set TMPDIR to a shorter directory");
        }

        var listener = ControlSocket.Create();
        listener.Bind(new UnixDomainSocketEndPoint(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite);
        listener.Listen(MostConnections);
        return new ControlServer(listener, path, service);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var place = 0; place < MostConnections; place++)
        {
            await _places.WaitAsync();
        }

        _service.Dispose();
        _stop.Dispose();
        _places.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            await _places.WaitAsync(_stop.Token);
            Socket connection;
            try
            {
                connection = await _listener.AcceptAsync(_stop.Token);
            }
            catch
            {
                _places.Release();
                throw;
            }

            _ = Task.Run(() => ServeAsync(connection), CancellationToken.None);
        }
    }

    private async Task ServeAsync(Socket connection)
    {
        try
        {
            await using var stream = new NetworkStream(connection, ownsSocket: true);
            if (IsOfThisUser(connection))
            {
                await ServeAsync(stream);
            }
        }
        catch (Exception e)
            when (e is IOException or InvalidDataException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The command is gone, or speaks another language; it says so itself.
        }
        catch (Exception e)
        {
            // A fault of ours must not end the job: the pod's log says where it happened, the command that it was hung up on.
            await Console.Error.WriteLineAsync(e.ToString());
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task ServeAsync(NetworkStream stream)
    {
        using var late = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        late.CancelAfter(HeadTime);
        var kind = new byte[1];
        await stream.ReadExactlyAsync(kind, late.Token);
        switch (kind[0])
        {
            case ControlSocket.Facts when await RelayFrames.ReadAsync(stream, ControlJson.Default.FactsQuery, late.Token) is { } query:
                await RelayFrames.WriteAsync(stream, _service.Describe(query), ControlJson.Default.JobFacts, _stop.Token);
                break;
            case ControlSocket.Stream when await RelayFrames.ReadAsync(stream, ControlJson.Default.StreamQuery, late.Token) is { } query:
                await RelayFrames.WriteAsync(
                    stream, await _service.Streams.RunAsync(query, _stop.Token), ControlJson.Default.StreamAnswer, _stop.Token);
                break;
            case ControlSocket.Registry when await RelayFrames.ReadAsync(stream, RelayJson.Default.RelayHead, late.Token) is { } head:
                await _service.Relay.ServeAsync(stream, head, _service.Rules, _stop.Token);
                break;
        }
    }

    // The directory is closed to others already; this holds where somebody opens it.
    private static bool IsOfThisUser(Socket connection)
    {
        Span<byte> credentials = stackalloc byte[12];
        var length = connection.GetRawSocketOption(SocketLevel, PeerCredentials, credentials);
        return length == 12 && BitConverter.ToUInt32(credentials[4..]) == Libc.GetUserId();
    }
}
