using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odagrun.Jobs.Tickets;

/// <summary>A job name as a JSON text.</summary>
public sealed class JobNameConverter : JsonConverter<JobName>
{
    /// <inheritdoc/>
    public override JobName Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JobName.TryParse(reader.GetString() ?? "") ?? throw new JsonException($"'{reader.GetString()}' is no job name");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, JobName value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
