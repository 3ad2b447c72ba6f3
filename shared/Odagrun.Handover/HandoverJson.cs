using System.Text.Json.Serialization;

namespace Odagrun.Handover;

/// <summary>Generated JSON of the handover's types.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ExecutorEnvelope))]
[JsonSerializable(typeof(ServiceEnvelope))]
[JsonSerializable(typeof(TerminationMessage))]
public sealed partial class HandoverJson : JsonSerializerContext;
