using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Manifests.Overwriting;
using Odagrun.Kubernetes.Manifests.Patching;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>
/// Makes the batch/v1 Job of a GitLab job. Pure: the same request gives the same manifest. What is secret stands in the job's Secret,
/// which the manifest only names.
/// </summary>
public static class JobManifest
{
    /// <summary>Builds it.</summary>
    public static ManifestResult Build(
        PodRequest request, KubernetesPodOptions options, KubernetesOptions cluster, ClusterFeatures features)
    {
        try
        {
            var wishes = Overwrites.Apply(request, options);
            return new ManifestResult(Job(request, wishes, cluster, features), null, wishes.Notes);
        }
        catch (ManifestException e)
        {
            return new ManifestResult(null, e.Message, []);
        }
    }

    private static V1Job Job(PodRequest request, EffectivePod wished, KubernetesOptions cluster, ClusterFeatures features)
    {
        var options = wished.Options;
        var life = options.Life;
        var metadata = JobMetadata.Of(request, options.Metadata, cluster);
        var pod = PodPatcher.Apply(PodSpec.Of(request, wished, cluster, features), options.Patch);
        return new V1Job
        {
            ApiVersion = "batch/v1",
            Kind = "Job",
            Metadata = JobMetadata.Copy(metadata, ObjectNames.Of(request.Job)),
            Spec = new V1JobSpec
            {
                Completions = 1,
                Parallelism = 1,
                BackoffLimit = 0,

                // A net below the net: the pod's own deadline counts from its start, and leaves a pod that says why.
                ActiveDeadlineSeconds = Seconds(request.Timeout + life.DeadlineGrace + life.PendingLimit),
                TtlSecondsAfterFinished = (int)Seconds(life.FinishedTtl > life.KeepFailedPods ? life.FinishedTtl : life.KeepFailedPods),
                PodFailurePolicy = features.PodFailurePolicy ? FailurePolicy.Create() : null,
                Template = new V1PodTemplateSpec { Metadata = JobMetadata.Copy(metadata, null), Spec = pod },
            },
        };
    }

    private static long Seconds(TimeSpan time) => (long)Math.Ceiling(time.TotalSeconds);
}
