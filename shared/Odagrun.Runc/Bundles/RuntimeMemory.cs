using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>Bytes of memory; <paramref name="Swap"/> is of memory and swap together.</summary>
internal sealed record RuntimeMemory([property: JsonPropertyName("limit")] long Limit, [property: JsonPropertyName("swap")] long? Swap);
