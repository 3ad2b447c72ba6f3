using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odagrun.Jobs;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Following;
using Odagrun.Kubernetes.Pods;
using Odagrun.Kubernetes.Rooms;

namespace Odagrun.Kubernetes;

/// <summary>Registers pods in Kubernetes.</summary>
public static class KubernetesServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IPodLauncher"/> by batch/v1 Jobs, configured by section <see cref="KubernetesOptions.Section"/> and the themes of
    /// <c>Odagrun:Pods</c>. Needs logging.
    /// </summary>
    public static IServiceCollection AddKubernetesPods(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ClusterConnection>();
        return services
            .AddRooms()
            .AddSection(KubernetesOptions.Section, KubernetesReader.Read)
            .AddKubernetesPodSettings()
            .AddSingleton<ClusterWatches>()
            .AddSingleton<ClusterFacts>()
            .AddSingleton<PullSecretWriter>()
            .AddSingleton<PullFailures>()
            .AddSingleton<StatusReader>()
            .AddSingleton<JobCreation>()
            .AddSingleton<JobRemoval>()
            .AddSingleton<JobRoom>()
            .AddSingleton<DeletionReasons>()
            .AddSingleton<KubernetesPodLauncher>()
            .AddSingleton<IPodLauncher, OutageTellingLauncher>();
    }
}
