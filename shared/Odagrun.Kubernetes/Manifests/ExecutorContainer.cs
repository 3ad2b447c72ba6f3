using System.Globalization;
using k8s.Models;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>The container whose entrypoint is the executor: the job itself.</summary>
internal static class ExecutorContainer
{
    /// <summary>Makes it; <paramref name="notes"/> are told the job by its executor.</summary>
    public static V1Container Of(PodRequest request, KubernetesPodOptions options, IReadOnlyList<string> notes) => new()
    {
        Name = ContainerNames.Executor,
        Image = request.Image.ToString(),
        ImagePullPolicy = "IfNotPresent",
        Env =
        [
            SealedMounts.Key(request.Job, SecretKeys.Key),
            new V1EnvVar { Name = ExecutorEnvironment.JobName, Value = request.Job.ToString() },
            new V1EnvVar
            {
                Name = ExecutorEnvironment.Grace,
                Value = ((long)options.Life.TerminationGrace.TotalSeconds).ToString(CultureInfo.InvariantCulture),
            },
            .. notes.Count == 0
                ? []
                : new[] { new V1EnvVar { Name = ExecutorEnvironment.Notes, Value = Literal(string.Join('\n', notes)) } },
        ],
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

    // The kubelet puts other variables into what looks like $(NAME).
    private static string Literal(string text) => text.Replace("$", "$$", StringComparison.Ordinal);
}
