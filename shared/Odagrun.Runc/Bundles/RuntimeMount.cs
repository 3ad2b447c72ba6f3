using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>One mount, made in the list's order.</summary>
internal sealed record RuntimeMount(
    [property: JsonPropertyName("destination")] string Destination,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("options")] params IReadOnlyList<string> Options);
