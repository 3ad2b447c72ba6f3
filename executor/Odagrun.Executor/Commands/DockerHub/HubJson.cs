using System.Text.Json.Serialization;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>Generated JSON of the Hub's requests and answers.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HubLogin))]
[JsonSerializable(typeof(HubToken))]
[JsonSerializable(typeof(HubRepository))]
[JsonSerializable(typeof(HubError))]
internal sealed partial class HubJson : JsonSerializerContext;
