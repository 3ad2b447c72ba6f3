using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>What the server asks of the runner (<c>features</c>).</summary>
public sealed record JobFeatures
{
    /// <summary>Section markers are wanted.</summary>
    [JsonPropertyName("trace_sections")]
    public bool TraceSections { get; init; }

    /// <summary>Prefixes of tokens to mask.</summary>
    [JsonPropertyName("token_mask_prefixes")]
    public IReadOnlyList<string>? TokenMaskPrefixes { get; init; }

    /// <summary>Reasons the server knows.</summary>
    [JsonPropertyName("failure_reasons")]
    public IReadOnlyList<string>? FailureReasons { get; init; }

    /// <summary>OpenTelemetry.</summary>
    [JsonPropertyName("tracing")]
    public JsonElement? Tracing { get; init; }
}
