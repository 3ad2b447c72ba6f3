namespace Odagrun.Oci.Images;

/// <summary>
/// What replaces the base image's config (image-spec, config.md); null keeps the base's value. Env entries are added or replaced by name.
/// </summary>
public sealed record ComposeConfig
{
    /// <summary>The new Entrypoint; Cmd is then cleared.</summary>
    public IReadOnlyList<string>? Entrypoint { get; init; }

    /// <summary>The user that it runs as, with or without group.</summary>
    public string? User { get; init; }

    /// <summary>Where its program starts.</summary>
    public string? WorkingDir { get; init; }

    /// <summary>Environment to add, name to value.</summary>
    public IReadOnlyDictionary<string, string>? Env { get; init; }

    /// <summary>Labels to add.</summary>
    public IReadOnlyDictionary<string, string>? Labels { get; init; }
}
