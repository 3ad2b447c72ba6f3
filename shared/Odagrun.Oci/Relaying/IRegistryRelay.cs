namespace Odagrun.Oci.Relaying;

/// <summary>The other end of <see cref="RelayHandler"/>: makes registry requests with the logins of this process.</summary>
public interface IRegistryRelay
{
    /// <summary>Answers one request, whose head has been read; its body, if any, is read from the connection.</summary>
    Task ServeAsync(Stream connection, RelayHead head, IRelayRules rules, CancellationToken cancellationToken);
}
