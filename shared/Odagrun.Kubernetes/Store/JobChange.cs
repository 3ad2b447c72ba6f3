using System.Text;
using System.Text.Json;
using Odagrun.Jobs.Store;

namespace Odagrun.Kubernetes.Store;

/// <summary>
/// One save of a job: its record, and the keys that change with it (null: removed), as one merge patch (RFC 7386). With the version of
/// the state it was made for, the API server refuses it for any other.
/// </summary>
internal sealed record JobChange(JobRecord Record, IReadOnlyDictionary<string, byte[]?> Keys)
{
    /// <summary>Names this save: whoever got no answer finds out by it whether the save was made.</summary>
    public string Save { get; } = Guid.NewGuid().ToString("N");

    /// <summary>The patch.</summary>
    public string ToPatch(StoredJob from)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteString("resourceVersion", from.Version);
            json.WriteStartObject("annotations");
            json.WriteString(StoreLabels.Save, Save);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteStartObject("data");
            json.WriteBase64String(StoredJob.RecordKey, JsonSerializer.SerializeToUtf8Bytes(Record, StoreJson.Default.JobRecord));
            foreach (var (key, value) in Keys)
            {
                WriteKey(json, key, value);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.GetBuffer().AsSpan(0, (int)stream.Length));
    }

    private static void WriteKey(Utf8JsonWriter json, string key, byte[]? value)
    {
        if (value is null)
        {
            json.WriteNull(key);
        }
        else
        {
            json.WriteBase64String(key, value);
        }
    }
}
