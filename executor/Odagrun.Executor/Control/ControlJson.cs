using System.Text.Json.Serialization;

namespace Odagrun.Executor.Control;

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FactsQuery))]
[JsonSerializable(typeof(JobFacts))]
[JsonSerializable(typeof(StreamQuery))]
[JsonSerializable(typeof(StreamAnswer))]
internal sealed partial class ControlJson : JsonSerializerContext;
