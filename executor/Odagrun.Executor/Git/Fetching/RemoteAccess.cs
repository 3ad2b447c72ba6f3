namespace Odagrun.Executor.Git.Fetching;

/// <summary>How servers are spoken to: the login (for its own server only), TLS, proxy.</summary>
internal sealed record RemoteAccess(RemoteLogin? Login, bool VerifyTls, string? Proxy);
