using System.Text.Json.Serialization;

namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>Generated JSON of the runner API.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(RunnerRequest))]
[JsonSerializable(typeof(JobUpdateRequest))]
[JsonSerializable(typeof(VerifyResponse))]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(JobResponse))]
internal sealed partial class RunnerJson : JsonSerializerContext;
