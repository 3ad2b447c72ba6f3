namespace Odagrun.Oci.Registry.Auth;

/// <summary>Whom a token is for: the registry, who asked, and what it allows. The login is held as a hash, not as itself.</summary>
internal sealed record TokenKey(string Registry, string LoginHash, string Scopes);
