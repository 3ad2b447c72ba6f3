namespace Odagrun.Oci.Registry;

/// <summary>
/// User names and passwords by registry host; asked in order, so that a job's own win over configured ones.
/// <see cref="Anonymous"/> knows none. Never printed: <see cref="object.ToString"/> names hosts only.
/// </summary>
public sealed partial class RegistryCredentials
{
    /// <summary>No credentials at all.</summary>
    public static RegistryCredentials Anonymous { get; } = new([]);

    private readonly IReadOnlyList<RegistryLogin> _logins;

    /// <summary>Credentials in the order in which they are tried.</summary>
    public RegistryCredentials(IEnumerable<RegistryLogin> logins) => _logins = [.. logins];

    /// <summary>The first login for <paramref name="registry"/> (host and port), or null.</summary>
    public RegistryLogin? Find(string registry) =>
        _logins.FirstOrDefault(login => string.Equals(login.Registry, registry, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => string.Join(", ", _logins.Select(login => login.Registry));
}
