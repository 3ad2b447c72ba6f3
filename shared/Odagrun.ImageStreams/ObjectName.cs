using System.Text.Json.Serialization;

namespace Odagrun.ImageStreams;

/// <summary><c>ObjectMeta</c> and <c>ObjectReference</c>, as far as they are used.</summary>
internal sealed record ObjectName
{
    [JsonPropertyName("kind")]
    public string? Kind { get; init; }

    [JsonPropertyName("namespace")]
    public string? Namespace { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Which state of an object a change is made to.</summary>
    [JsonPropertyName("resourceVersion")]
    public string? ResourceVersion { get; init; }
}
