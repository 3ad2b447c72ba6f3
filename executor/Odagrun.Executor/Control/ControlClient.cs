using System.Net.Sockets;
using System.Text.Json.Serialization.Metadata;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Oci.Relaying;

namespace Odagrun.Executor.Control;

/// <summary>A command's way to the executor's first process.</summary>
internal sealed class ControlClient(string path)
{
    /// <summary>The job's facts.</summary>
    internal Task<JobFacts> FactsAsync(FactsQuery query, CancellationToken cancellationToken) =>
        AskAsync(ControlSocket.Facts, query, ControlJson.Default.FactsQuery, ControlJson.Default.JobFacts, cancellationToken);

    /// <summary>Does something with an image stream.</summary>
    internal Task<StreamAnswer> StreamAsync(StreamQuery query, CancellationToken cancellationToken) =>
        AskAsync(ControlSocket.Stream, query, ControlJson.Default.StreamQuery, ControlJson.Default.StreamAnswer, cancellationToken);

    /// <summary>A connection for one request to a registry.</summary>
    internal Task<Stream> ConnectToRegistryAsync(CancellationToken cancellationToken) =>
        ConnectAsync(ControlSocket.Registry, cancellationToken);

    private async Task<TAnswer> AskAsync<TQuery, TAnswer>(
        byte kind, TQuery query, JsonTypeInfo<TQuery> queryType, JsonTypeInfo<TAnswer> answerType, CancellationToken cancellationToken)
        where TAnswer : class
    {
        try
        {
            await using var connection = await ConnectAsync(kind, cancellationToken);
            await RelayFrames.WriteAsync(connection, query, queryType, cancellationToken);
            return await RelayFrames.ReadAsync(connection, answerType, cancellationToken)
                ?? throw new CommandException("the job's first process hung up; its pod's log says why");
        }
        catch (Exception e) when (e is SocketException or InvalidDataException)
        {
            throw new CommandException($"the job's first process can't be asked ({path}): {e.Message}");
        }
    }

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
