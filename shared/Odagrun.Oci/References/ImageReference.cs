using System.Diagnostics.CodeAnalysis;

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

    /// <summary>
    /// Reads a name as people write it, for example <c>alpine</c>, <c>localhost:5000/a/b:1</c> or <c>ghcr.io/a/b@sha256:…</c>.
    /// </summary>
    /// <exception cref="FormatException">The text is no image reference; the message says what is wrong with it.</exception>
    public static ImageReference Parse(string text) =>
        ReferenceGrammar.Read(text, out var problem) ?? throw new FormatException($"'{text}' is no image reference: {problem}");

    /// <summary>As <see cref="Parse"/>, without the exception.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out ImageReference? reference)
    {
        reference = text is null ? null : ReferenceGrammar.Read(text, out _);
        return reference is not null;
    }

    /// <summary>The same repository, named by digest.</summary>
    public ImageReference WithDigest(Digest digest) => this with { Tag = null, Digest = digest };

    /// <summary>The same repository, named by tag.</summary>
    public ImageReference WithTag(string tag) => this with { Tag = tag, Digest = null };

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Registry}/{Repository}{(Tag is null ? "" : ":" + Tag)}{(Digest is null ? "" : "@" + Digest)}";
}
