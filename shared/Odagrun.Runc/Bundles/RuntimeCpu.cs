using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>Microseconds of CPU in each period of microseconds.</summary>
internal sealed record RuntimeCpu([property: JsonPropertyName("quota")] long Quota, [property: JsonPropertyName("period")] long Period);
