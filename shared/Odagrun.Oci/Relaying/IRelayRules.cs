using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Relaying;

/// <summary>What those who ask through the relay may do, and with which logins.</summary>
public interface IRelayRules
{
    /// <summary>The logins of the process that relays.</summary>
    RegistryCredentials Credentials { get; }

    /// <summary>Null: allowed. Else the reason, in one sentence that names the repository and says what to do.</summary>
    string? Refuse(string registry, string repository, RelayAction action);
}
