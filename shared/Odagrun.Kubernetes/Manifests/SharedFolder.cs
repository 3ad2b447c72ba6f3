using k8s.Models;
using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>The folder that executor and services share: the services' logs, and the files that end them.</summary>
internal static class SharedFolder
{
    public const string Volume = "odagrun-services";

    public static V1VolumeMount Mount() => new() { Name = Volume, MountPath = ServiceFiles.Folder };

    public static V1Volume Create() => new() { Name = Volume, EmptyDir = new V1EmptyDirVolumeSource() };
}
