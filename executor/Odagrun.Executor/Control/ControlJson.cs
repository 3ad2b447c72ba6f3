using System.Text.Json.Serialization;

namespace Odagrun.Executor.Control;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FactsQuery))]
[JsonSerializable(typeof(JobFacts))]
internal sealed partial class ControlJson : JsonSerializerContext;
