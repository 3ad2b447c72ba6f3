using System.Text;
using System.Text.Json;
using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes.Store;

/// <summary>
/// A job as its Secret holds it. <paramref name="Version"/> is the Secret's resourceVersion: a change is made to exactly this state or
/// not at all. <paramref name="Save"/> names the save that made it.
/// </summary>
internal sealed record StoredJob(
    JobName Name, string Uid, string Version, string? Save, JobRecord Record, IReadOnlyDictionary<string, byte[]> Data)
{
    /// <summary>The key of <see cref="Data"/> with the record.</summary>
    public const string RecordKey = "record";

    /// <summary>The key of <see cref="Data"/> with the job's key, base64, as the executor wants it.</summary>
    public const string KeyKey = "key";

    /// <summary>The job's key.</summary>
    public JobKey Key => JobKey.Parse(Encoding.ASCII.GetString(Data[KeyKey]));

    /// <summary>Reads a Secret of the store.</summary>
    /// <exception cref="InvalidDataException">Its content is not what this program writes.</exception>
    public static StoredJob Of(V1Secret secret)
    {
        var metadata = secret.Metadata;
        try
        {
            var data = secret.Data is { } content ? new Dictionary<string, byte[]>(content, StringComparer.Ordinal) : [];
            var record = data.TryGetValue(RecordKey, out var json) ? JsonSerializer.Deserialize(json, StoreJson.Default.JobRecord) : null;
            if (record is null || !data.ContainsKey(KeyKey))
            {
                throw Damaged(metadata, "record or key is missing", null);
            }

            return new StoredJob(record.Name, metadata.Uid, metadata.ResourceVersion,
                metadata.Annotations?.TryGetValue(StoreLabels.Save, out var save) == true ? save : null, record, data);
        }
        catch (JsonException e)
        {
            throw Damaged(metadata, e.Message, e);
        }
    }

    /// <summary>
    /// Whether another state of the Secret leaves the work of whoever acts on this one alone: a lost ticket was put back, or somebody noted
    /// to be alive.
    /// </summary>
    public bool IsSameWork(StoredJob other) => Uid == other.Uid && Comparable(Record) == Comparable(other.Record);

    /// <inheritdoc/>
    public override string ToString() => $"{Name} at version {Version}";

    private static JobRecord Comparable(JobRecord record) => record with { Touched = default, Rescues = 0 };

    private static InvalidDataException Damaged(V1ObjectMeta metadata, string problem, Exception? inner) => new(
        $"the Secret {metadata.NamespaceProperty}/{metadata.Name} holds no job that can be read: {problem}; delete it to give the job up",
        inner);
}
