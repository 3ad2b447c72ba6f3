using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>Generated JSON of the request bodies.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VerifyBody))]
[JsonSerializable(typeof(VerifyAnswer))]
[JsonSerializable(typeof(TokenResetBody))]
[JsonSerializable(typeof(TokenResetAnswer))]
[JsonSerializable(typeof(JobRequestBody))]
[JsonSerializable(typeof(JobUpdateBody))]
internal sealed partial class WireJson : JsonSerializerContext;
