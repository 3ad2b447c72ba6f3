using System.Globalization;
using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;

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
        yield return Volume(JobVolume, request.Job, SecretKeys.Envelope);
        foreach (var service in request.Services)
        {
            yield return Volume(ServiceVolume(service.Index), request.Job, SecretKeys.Service(service.Index));
        }
    }

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
