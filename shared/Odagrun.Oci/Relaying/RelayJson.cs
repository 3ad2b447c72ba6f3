using System.Text.Json.Serialization;

namespace Odagrun.Oci.Relaying;

/// <summary>Generated JSON of what goes between a command and the process that has the logins.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RelayHead))]
[JsonSerializable(typeof(RelayAnswer))]
public sealed partial class RelayJson : JsonSerializerContext;
