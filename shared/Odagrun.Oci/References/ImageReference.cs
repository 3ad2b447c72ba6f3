namespace Odagrun.Oci.References;

/// <summary>
/// Where an image is: registry host (with port), repository, and a tag or a digest (or both, where the digest wins).
/// Grammar: distribution-spec, "Pulling manifests"; short names are completed as Docker does
/// (<c>alpine</c> → <c>docker.io/library/alpine:latest</c>).
/// </summary>
public sealed partial record ImageReference(string Registry, string Repository, string? Tag, Digest? Digest)
{
    /// <summary>What stands after <c>/manifests/</c> in the registry's API: the digest, else the tag, else <c>latest</c>.</summary>
    public string Identifier => Digest?.ToString() ?? Tag ?? "latest";

    /// <summary>The same repository, named by digest.</summary>
    public ImageReference WithDigest(Digest digest) => this with { Tag = null, Digest = digest };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Registry}/{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";
}
