namespace Odagrun.Oci.Registry;

/// <summary>User name and password (or token) for one registry, named by host and port.</summary>
public sealed record RegistryLogin(string Registry, string Username, string Password)
{
    /// <summary>The user name that says: the password is an identity (refresh) token, to be exchanged (Docker's convention).</summary>
    public const string TokenUser = "<token>";

    /// <summary>Host and user; never the password.</summary>
    public override string ToString() => $"{Username}@{Registry}";
}
