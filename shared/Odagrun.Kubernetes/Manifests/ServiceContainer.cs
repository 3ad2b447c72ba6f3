using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>
/// A service: a sidecar where the cluster has them (ended by the kubelet after the job, started again when it fails), else a plain
/// container that ends itself when the executor says so.
/// </summary>
internal static class ServiceContainer
{
    public static V1Container Of(
        JobName job, PodService service, string name, ContainerSize size, IReadOnlyList<PodVolume> volumes, bool asSidecar) => new()
        {
            Name = name,
            Image = service.Image.ToString(),
            ImagePullPolicy = "IfNotPresent",
            RestartPolicy = asSidecar ? "Always" : null,
            Env =
        [
            SealedMounts.Key(job, SecretKeys.KeyOfService(service.Index)),
            new V1EnvVar { Name = ExecutorEnvironment.JobName, Value = job.ToString() },
        ],
            Resources = ContainerResources.Of(size),
            SecurityContext = SecurityContexts.Container(service.User),
            TerminationMessagePolicy = "File",
            VolumeMounts =
        [
            SealedMounts.Mount(SealedMounts.ServiceVolume(service.Index)),
            SharedFolder.Mount(),
            .. volumes.Where(volume => volume.Services).Select(PodVolumes.Mount),
        ],
        };
}
