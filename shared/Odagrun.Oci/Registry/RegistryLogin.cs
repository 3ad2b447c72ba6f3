namespace Odagrun.Oci.Registry;

/// <summary>User name and password (or token) for one registry, named by host and port.</summary>
public sealed record RegistryLogin(string Registry, string Username, string Password)
{
    /// <summary>Host and user; never the password.</summary>
    public override string ToString() => $"{Username}@{Registry}";
}
