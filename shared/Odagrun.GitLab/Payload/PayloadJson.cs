using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>Generated JSON of the job payload: nulls for lists and texts are tolerated, unknown fields are skipped.</summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = false)]
[JsonSerializable(typeof(JobPayload))]
public sealed partial class PayloadJson : JsonSerializerContext
{
    /// <summary>Reads a payload.</summary>
    /// <exception cref="JsonException">The text is no job payload; the message names the path.</exception>
    public static JobPayload Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Default.JobPayload) ?? throw new JsonException("the job payload is null");
}
