using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Manifests.Overwriting;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>A job's pod: the executor, its services, and what they share.</summary>
internal static class PodSpec
{
    public static V1PodSpec Of(
        PodRequest request, EffectivePod pod, KubernetesOptions cluster, ClusterFeatures features)
    {
        var options = pod.Options;
        CheckFeatures(options, features);
        var names = ContainerNames.Of(request.Services);
        var services = request.Services
            .Select((
                service, at) => ServiceContainer.Of(request.Job, service, names[at], pod.Services[at], options.Volumes, features.Sidecars))
            .ToList();
        var spec = new V1PodSpec
        {
            RestartPolicy = "Never",
            AutomountServiceAccountToken = false,
            EnableServiceLinks = false,
            ActiveDeadlineSeconds = (long)Math.Ceiling((request.Timeout + options.Life.DeadlineGrace).TotalSeconds),
            TerminationGracePeriodSeconds = (long)options.Life.TerminationGrace.TotalSeconds,
            SecurityContext = SecurityContexts.Pod(
                options.Identity, request.Services.Select(service => service.User).Append(request.User), features),
            ServiceAccountName = options.Identity.ServiceAccount,
            HostUsers = options.Identity.UserNamespace ? false : null,
            ImagePullSecrets = PullSecret.ReferencesOf(request, options.Identity, cluster),
            Resources = ContainerResources.Of(options.Sizes.Pod),
            Containers = [ExecutorContainer.Of(request, options, pod.Notes), .. features.Sidecars ? [] : services],
            InitContainers = features.Sidecars && services.Count > 0 ? services : null,
            Volumes = PodVolumes.Of(request, options.Volumes),
            HostAliases = HostNames.Of(request.Services, options.Network.HostAliases),
        };
        Placement.Set(spec, options.Scheduling);
        Resolving.Set(spec, options.Network);
        return spec;
    }

    // An old API server drops what it does not know without a word.
    private static void CheckFeatures(KubernetesPodOptions options, ClusterFeatures features)
    {
        if (options.Identity.UserNamespace && !features.UserNamespaces)
        {
            throw new ManifestException(
                $"Odagrun:Pods:Identity:UserNamespace needs Kubernetes 1.33 or newer, and this cluster is {features}");
        }

        if (ContainerResources.Of(options.Sizes.Pod) is not null && !features.PodResources)
        {
            throw new ManifestException(
                $"Odagrun:Pods:Sizes:Pod and KUBERNETES_POD_* need Kubernetes 1.34 or newer, and this cluster is {features}");
        }
    }
}
