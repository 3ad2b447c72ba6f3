namespace Odagrun.Oci.Registry;

/// <summary>
/// User names and passwords by registry host; asked in order, so that a job's own win over configured ones.
/// <see cref="Anonymous"/> knows none. Never printed: <see cref="object.ToString"/> names hosts only.
/// </summary>
public sealed class RegistryCredentials
{
    /// <summary>No credentials at all.</summary>
    public static RegistryCredentials Anonymous { get; } = new([]);

    private readonly IReadOnlyList<RegistryLogin> _logins;

    /// <summary>Credentials in the order in which they are tried.</summary>
    public RegistryCredentials(IEnumerable<RegistryLogin> logins) =>
        _logins = [.. logins.Select(login => login with { Registry = RegistryHost.Normalize(login.Registry) })];

    /// <summary>
    /// The first login for <paramref name="registry"/> (host and port, or a URL; Docker Hub under any of its names), or null.
    /// </summary>
    public RegistryLogin? Find(string registry)
    {
        var host = RegistryHost.Normalize(registry);
        return _logins.FirstOrDefault(login => login.Registry == host);
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _logins.Select(login => login.Registry));
}
