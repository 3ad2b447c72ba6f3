using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>
/// Generated JSON of the job payload: nulls are tolerated everywhere, numbers and texts where GitLab's versions vary, unknown
/// fields are skipped.
/// </summary>
[JsonSourceGenerationOptions(
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowReadingFromString,
    RespectNullableAnnotations = false,
    Converters =
    [
        typeof(LenientBoolean),
        typeof(LenientNumber),
        typeof(LenientText),
        typeof(ListWithoutNulls<string>),
        typeof(ListWithoutNulls<JobArtifact>),
        typeof(ListWithoutNulls<JobCache>),
        typeof(ListWithoutNulls<JobCredential>),
        typeof(ListWithoutNulls<JobDependency>),
        typeof(ListWithoutNulls<JobHook>),
        typeof(ListWithoutNulls<JobImage>),
        typeof(ListWithoutNulls<JobInput>),
        typeof(ListWithoutNulls<JobPort>),
        typeof(ListWithoutNulls<JobStep>),
        typeof(ListWithoutNulls<JobVariable>),
    ])]
[JsonSerializable(typeof(JobPayload))]
[JsonSerializable(typeof(JobArtifact))]
[JsonSerializable(typeof(JobCache))]
[JsonSerializable(typeof(JobCredential))]
[JsonSerializable(typeof(JobDependency))]
[JsonSerializable(typeof(JobHook))]
[JsonSerializable(typeof(JobImage))]
[JsonSerializable(typeof(JobInput))]
[JsonSerializable(typeof(JobPort))]
[JsonSerializable(typeof(JobStep))]
[JsonSerializable(typeof(JobVariable))]
public sealed partial class PayloadJson : JsonSerializerContext
{
    /// <summary>Reads a payload.</summary>
    /// <exception cref="JsonException">The text is no job payload; the message names the path.</exception>
    public static JobPayload Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, Default.JobPayload) ?? throw new JsonException("the job payload is null");
}
