using System.Text.Json.Serialization;

namespace Odagrun.Oci.Relaying;

/// <summary>What the registry answered, its body following in frames; or why it was not asked.</summary>
public sealed record RelayAnswer
{
    /// <summary>The HTTP status; 0: there is no answer.</summary>
    [JsonPropertyName("status")]
    public int Status { get; init; }

    /// <summary>Headers of the answer, those of its content too.</summary>
    [JsonPropertyName("headers")]
    public IReadOnlyDictionary<string, string> Headers { get; set; } = new Dictionary<string, string>();

    /// <summary>Why the request is not allowed.</summary>
    [JsonPropertyName("refused")]
    public string? Refused { get; init; }

    /// <summary>Why no answer came.</summary>
    [JsonPropertyName("failed")]
    public string? Failed { get; init; }

    /// <summary>Another try may do better.</summary>
    [JsonPropertyName("transient")]
    public bool IsTransient { get; init; }
}
