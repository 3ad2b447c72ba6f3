using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>Processes and threads at once.</summary>
internal sealed record RuntimePids([property: JsonPropertyName("limit")] long Limit);
