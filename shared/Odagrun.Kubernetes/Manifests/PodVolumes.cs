using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>A pod's volumes: ours and the configured ones.</summary>
internal static class PodVolumes
{
    public static IList<V1Volume> Of(PodRequest request, IReadOnlyList<PodVolume> configured) =>
    [
        .. SealedMounts.Volumes(request),
        .. request.Services.Count == 0 ? [] : new[] { SharedFolder.Create() },
        .. configured.Select(volume => volume.Volume),
    ];

    public static V1VolumeMount Mount(PodVolume volume) => new()
    {
        Name = volume.Volume.Name,
        MountPath = volume.MountPath,
        SubPath = volume.SubPath,
        ReadOnlyProperty = volume.ReadOnly ? true : null,
    };
}
