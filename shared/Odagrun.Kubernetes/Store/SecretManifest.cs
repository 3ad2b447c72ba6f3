using System.Text;
using System.Text.Json;
using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes.Store;

/// <summary>The Secrets of a job, as they are created.</summary>
internal static class SecretManifest
{
    /// <summary>The job's own.</summary>
    public static V1Secret OfJob(
        JobRecord record, JobKey key, IReadOnlyDictionary<string, byte[]> parts, string installation, string save) => new()
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Type = "Opaque",
            Metadata = new V1ObjectMeta
            {
                Name = ObjectNames.Of(record.Name),
                Labels = StoreLabels.Of(record.Name, installation, StoreLabels.Record),
                Annotations = new Dictionary<string, string> { [StoreLabels.Save] = save },
            },
            Data = new Dictionary<string, byte[]>(parts)
            {
                [StoredJob.RecordKey] = JsonSerializer.SerializeToUtf8Bytes(record, StoreJson.Default.JobRecord),
                [StoredJob.KeyKey] = Encoding.ASCII.GetBytes(key.ToBase64()),
            },
        };

    /// <summary>A piece's. It goes with the job's own Secret, where that is there already.</summary>
    public static V1Secret OfPiece(JobName job, StoredPiece piece, string installation, StoredJob? owner) => new()
    {
        ApiVersion = "v1",
        Kind = "Secret",
        Type = "Opaque",
        Metadata = new V1ObjectMeta
        {
            Name = piece.Secret,
            Labels = StoreLabels.Of(job, installation, StoreLabels.Piece),
            OwnerReferences = owner is null
                ? null
                : [new V1OwnerReference { ApiVersion = "v1", Kind = "Secret", Name = ObjectNames.Of(job), Uid = owner.Uid }],
        },
        Data = new Dictionary<string, byte[]> { [piece.Key] = piece.Content.ToArray() },
    };
}
