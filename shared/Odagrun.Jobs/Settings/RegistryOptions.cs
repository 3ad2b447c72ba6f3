using Odagrun.Oci.Registry;

namespace Odagrun.Jobs.Settings;

/// <summary>Section <c>Odagrun:Registry</c>: where executor images are composed.</summary>
public sealed record RegistryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Registry";

    /// <summary>Host and port.</summary>
    public required string Host { get; init; }

    /// <summary>Spoken to without TLS.</summary>
    public bool Insecure { get; init; }

    /// <summary>Further registries that are spoken to without TLS: those of the jobs' own images.</summary>
    public IReadOnlyList<string> InsecureRegistries { get; init; } = [];

    /// <summary>What all our repositories there begin with.</summary>
    public string Repository { get; init; } = "odagrun";

    /// <summary>
    /// Below which projects have repositories of their own, each named by the project's path: <c>registry_push</c> writes nowhere else
    /// in this registry. Null: <c>projects</c> below <see cref="Repository"/>, where no group's name meets those of the runner's own.
    /// </summary>
    public string? ProjectRepository { get; init; }

    /// <summary>
    /// OpenShift's API server, where <see cref="Host"/> is OpenShift's own registry: <c>https://kubernetes.default.svc</c>. Projects'
    /// repositories are image streams of the namespace <see cref="ProjectRepository"/> then.
    /// </summary>
    public Uri? ImageApi { get; init; }

    /// <summary>Authorities that vouch for <see cref="ImageApi"/>, as a PEM file; read for each job, for it is renewed.</summary>
    public string ImageApiAuthorities { get; init; } = "/var/run/secrets/kubernetes.io/serviceaccount/ca.crt";

    /// <summary>User, where it wants one.</summary>
    public string? Username { get; init; }

    /// <summary>Password or token.</summary>
    public string? Password { get; init; }

    /// <summary>
    /// The file that <see cref="Password"/> was read from; read anew at each login, for a service account's token is replaced under a
    /// running program.
    /// </summary>
    public string? PasswordFile { get; init; }

    /// <summary>
    /// Whether nodes pull with this login too, by a Secret; false where the pods' service account may pull by itself, as with
    /// OpenShift's own registry.
    /// </summary>
    public bool PullSecret { get; init; } = true;

    /// <summary>How long a job waits for a registry that does not answer, before it fails.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The configured login, none where it is anonymous.</summary>
    public IReadOnlyList<RegistryLogin> Logins => Username is null ? [] : [new RegistryLogin(Host, Username, CurrentPassword())];

    /// <summary>The login for nodes.</summary>
    public IReadOnlyList<RegistryLogin> PullLogins => PullSecret ? Logins : [];

    /// <summary>Host and repository; never the password.</summary>
    public override string ToString() => $"{Host}/{Repository}";

    // A file that can't be read now had its content when the program started.
    private string CurrentPassword()
    {
        try
        {
            return PasswordFile is not null && File.ReadAllText(PasswordFile).Trim() is { Length: > 0 } current ? current : Password ?? "";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Password ?? "";
        }
    }
}
