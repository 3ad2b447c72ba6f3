using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>A namespace of the container's own.</summary>
internal sealed record RuntimeNamespace([property: JsonPropertyName("type")] string Type);
