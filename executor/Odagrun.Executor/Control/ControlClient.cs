using System.Net.Sockets;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Control;

/// <summary>A command's way to the executor's first process.</summary>
internal sealed class ControlClient(string path)
{
    /// <summary>The job's facts.</summary>
    internal async Task<JobFacts> FactsAsync(FactsQuery query, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await ConnectAsync(ControlSocket.Facts, cancellationToken);
            await RelayFrames.WriteAsync(connection, query, ControlJson.Default.FactsQuery, cancellationToken);
            return await RelayFrames.ReadAsync(connection, ControlJson.Default.JobFacts, cancellationToken)
                ?? throw new CommandException("the job's first process hung up; its pod's log says why");
        }
        catch (Exception e) when (e is SocketException or InvalidDataException)
        {
            throw new CommandException($"the job's first process can't be asked ({path}): {e.Message}");
        }
    }

    /// <summary>A connection for one request to a registry.</summary>
    internal Task<Stream> ConnectToRegistryAsync(CancellationToken cancellationToken) => ConnectAsync(ControlSocket.Registry, cancellationToken);

    private async Task<Stream> ConnectAsync(byte kind, CancellationToken cancellationToken)
    {
        var socket = ControlSocket.Create();
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(path), cancellationToken);
            var stream = new NetworkStream(socket, ownsSocket: true);
            await stream.WriteAsync(new[] { kind }, cancellationToken);
            return stream;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
