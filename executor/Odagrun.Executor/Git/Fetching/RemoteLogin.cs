namespace Odagrun.Executor.Git.Fetching;

/// <summary>User and password, and the only server they are meant for.</summary>
internal sealed record RemoteLogin(string User, string Password, string Host, int Port)
{
    /// <summary>Whether a request to <paramref name="url"/> may carry them: the same server, or its https port after a redirect.</summary>
    internal bool IsFor(string? url) =>
        url is not null
        && RemoteUrl.TryParseHttp(url, out var uri)
        && uri.Host.Equals(Host, StringComparison.OrdinalIgnoreCase)
        && (uri.Port == Port || (uri.Scheme == Uri.UriSchemeHttps && uri.IsDefaultPort));

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{User}@{Host}:{Port}";
}
