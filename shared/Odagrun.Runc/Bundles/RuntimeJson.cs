using System.Text.Json.Serialization;

namespace Odagrun.Runc.Bundles;

/// <summary>Generated JSON of what runc reads and writes.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RuntimeSpec))]
[JsonSerializable(typeof(ContainerState))]
[JsonSerializable(typeof(RuncLogLine))]
internal sealed partial class RuntimeJson : JsonSerializerContext;
