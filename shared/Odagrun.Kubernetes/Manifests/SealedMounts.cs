using System.Globalization;
using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Store;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>
/// How containers get at what is sealed: ciphertext as a file, the key as a variable of the first process. Only the keys a container
/// needs are named, so that no file holds a key.
/// </summary>
internal static class SealedMounts
{
    /// <summary>The volume with the executor's envelope.</summary>
    public const string JobVolume = "odagrun-job";

    // Owner root, group 0 (or OpenShift's fsGroup): readable for the group, which every uid of ours has.
    private const int GroupReads = 0b100_100_000;

    private static readonly string Folder = Path.GetDirectoryName(ExecutorEnvironment.DefaultEnvelopePath)!;

    /// <summary>The volume with a service's envelope.</summary>
    public static string ServiceVolume(int index) => string.Create(CultureInfo.InvariantCulture, $"odagrun-service-{index}");

    public static V1EnvVar Key(JobName job, string key) => new()
    {
        Name = ExecutorEnvironment.Key,
        ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = ObjectNames.Of(job), Key = key } },
    };

    public static V1VolumeMount Mount(string volume) => new() { Name = volume, MountPath = Folder, ReadOnlyProperty = true };

    public static IEnumerable<V1Volume> Volumes(PodRequest request)
    {
        var pieces = StoredParts.SecretsOf(request.Job, JobPart.Envelope, request.Envelope);
        yield return pieces.Count == 1 && pieces[0].Secret == ObjectNames.Of(request.Job)
            ? Volume(JobVolume, request.Job, SecretKeys.Envelope)
            : Pieces(JobVolume, pieces);
        foreach (var service in request.Services)
        {
            yield return Volume(ServiceVolume(service.Index), request.Job, SecretKeys.Service(service.Index));
        }
    }

    // What is too large for one Secret: SealedFile finds the pieces side by side.
    private static V1Volume Pieces(string name, IReadOnlyList<StoredPiece> pieces) => new()
    {
        Name = name,
        Projected = new V1ProjectedVolumeSource
        {
            DefaultMode = GroupReads,
            Sources =
            [
                .. pieces.Select(piece => new V1VolumeProjection
                {
                    Secret = new V1SecretProjection
                    {
                        Name = piece.Secret,
                        Items = [new V1KeyToPath { Key = piece.Key, Path = piece.Key }],
                    },
                }),
            ],
        },
    };

    private static V1Volume Volume(string name, JobName job, string key) => new()
    {
        Name = name,
        Secret = new V1SecretVolumeSource
        {
            SecretName = ObjectNames.Of(job),
            DefaultMode = GroupReads,
            Items = [new V1KeyToPath { Key = key, Path = Path.GetFileName(ExecutorEnvironment.DefaultEnvelopePath) }],
        },
    };
}
