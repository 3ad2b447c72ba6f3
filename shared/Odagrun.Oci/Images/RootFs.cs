using System.Text.Json.Serialization;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Images;

/// <summary>The <c>rootfs</c> object of an image's config.</summary>
public sealed record RootFs
{
    /// <summary>The digests of the layers' uncompressed tars, the lowest first.</summary>
    [JsonPropertyName("diff_ids")]
    public IReadOnlyList<Digest>? DiffIds { get; init; }
}
