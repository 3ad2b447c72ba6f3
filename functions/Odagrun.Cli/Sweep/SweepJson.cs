using System.Text.Json.Serialization;

namespace Odagrun.Cli.Sweep;

/// <summary>The sweep's JSON.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SweepView))]
internal sealed partial class SweepJson : JsonSerializerContext;
