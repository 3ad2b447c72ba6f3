using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>The container whose entrypoint is the executor: the job itself.</summary>
internal static class ExecutorContainer
{
    public static V1Container Of(PodRequest request, KubernetesPodOptions options) => new()
    {
        Name = ContainerNames.Executor,
        Image = request.Image.ToString(),
        ImagePullPolicy = "IfNotPresent",
        Env = [SealedMounts.Key(request.Job, SecretKeys.Key), new V1EnvVar { Name = ExecutorEnvironment.JobName, Value = request.Job.ToString() }],
        Resources = ContainerResources.Of(options.Sizes.Job),
        SecurityContext = SecurityContexts.Container(request.User),
        TerminationMessagePath = ExecutorEnvironment.DefaultTerminationLog,
        TerminationMessagePolicy = "File",
        VolumeMounts =
        [
            SealedMounts.Mount(SealedMounts.JobVolume),
            .. request.Services.Count == 0 ? [] : new[] { SharedFolder.Mount() },
            .. options.Volumes.Select(PodVolumes.Mount),
        ],
    };
}
