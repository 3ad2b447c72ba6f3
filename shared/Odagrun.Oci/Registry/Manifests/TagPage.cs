using System.Text.Json.Serialization;

namespace Odagrun.Oci.Registry.Manifests;

/// <summary>One page of a repository's tags (distribution-spec, "Listing Tags").</summary>
internal sealed record TagPage
{
    /// <summary>Null where there are none.</summary>
    [JsonPropertyName("tags")]
    public IReadOnlyList<string>? Tags { get; init; }
}
