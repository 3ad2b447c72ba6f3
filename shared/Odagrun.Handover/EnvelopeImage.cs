using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>The image a job runs in, and what its config said before the executor became its entrypoint.</summary>
/// <remarks>What has a default is settable: generated JSON gives an absent init-only property its type's zero instead.</remarks>
public sealed record EnvelopeImage
{
    /// <summary>As the user wrote it, variables expanded; <c>scratch</c> for none.</summary>
    [JsonPropertyName("requested")]
    public required string Requested { get; init; }

    /// <summary>Digest of the requested image's manifest for the platform, null for scratch.</summary>
    [JsonPropertyName("digest")]
    public string? Digest { get; init; }

    /// <summary>The image's own Entrypoint.</summary>
    [JsonPropertyName("entrypoint")]
    public IReadOnlyList<string> Entrypoint { get; set; } = [];

    /// <summary>The image's own Cmd.</summary>
    [JsonPropertyName("cmd")]
    public IReadOnlyList<string> Cmd { get; set; } = [];

    /// <summary>The composed executor image, with digest.</summary>
    [JsonPropertyName("composed")]
    public required string Composed { get; init; }
}
