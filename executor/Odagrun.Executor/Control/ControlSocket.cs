using System.Net.Sockets;

namespace Odagrun.Executor.Control;

/// <summary>
/// The socket over which a script's commands ask the executor's first process; one request a connection, whose first byte says what for.
/// </summary>
internal static class ControlSocket
{
    /// <summary>The variable that holds its path in the job's scripts.</summary>
    internal const string Variable = "ODAGRUN_CONTROL";

    /// <summary>A request to a registry follows (<see cref="Oci.Relaying.RelayHead"/>).</summary>
    internal const byte Registry = (byte)'R';

    /// <summary>A <see cref="FactsQuery"/> follows.</summary>
    internal const byte Facts = (byte)'F';

    /// <summary>A <see cref="StreamQuery"/> follows.</summary>
    internal const byte Stream = (byte)'S';

    // sockaddr_un.
    private const int LongestPath = 107;

    internal static bool Fits(string path) => System.Text.Encoding.UTF8.GetByteCount(path) <= LongestPath;

    internal static Socket Create() => new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
}
