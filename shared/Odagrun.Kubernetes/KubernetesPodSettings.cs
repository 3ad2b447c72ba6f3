using Microsoft.Extensions.DependencyInjection;
using Odagrun.Jobs;
using Odagrun.Jobs.Settings;
using Odagrun.Kubernetes.Settings.Reading;

namespace Odagrun.Kubernetes;

/// <summary>The settings of pods in Kubernetes.</summary>
public static class KubernetesPodSettings
{
    /// <summary>The options of pods, checked at start: all errors at once.</summary>
    public static IServiceCollection AddKubernetesPodSettings(this IServiceCollection services) =>
        services.AddSection(PodsOptions.Section, KubernetesPodOptionsReader.Read);
}
