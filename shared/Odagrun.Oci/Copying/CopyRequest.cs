using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Copying;

/// <summary>What to copy where.</summary>
public sealed record CopyRequest
{
    /// <summary>The image, or the index.</summary>
    public required ImageReference Source { get; init; }

    /// <summary>The new name; without a tag, the source's digest is its only one.</summary>
    public required ImageReference Target { get; init; }

    /// <summary>Of an index only this platform's image; null: the whole index.</summary>
    public Platform? Platform { get; init; }

    /// <summary>With what refers to the image: signatures, attestations, SBOMs.</summary>
    public bool WithReferrers { get; init; }

    /// <summary>Logins of both registries.</summary>
    public required RegistryCredentials Credentials { get; init; }
}
