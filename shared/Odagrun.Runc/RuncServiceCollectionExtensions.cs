using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Pods;
using Odagrun.Runc.Bundles;
using Odagrun.Runc.Cgroups;
using Odagrun.Runc.Images;
using Odagrun.Runc.Layers;
using Odagrun.Runc.Native;
using Odagrun.Runc.Pods;
using Odagrun.Runc.Sweeping;

namespace Odagrun.Runc;

/// <summary>Registers pods on this machine.</summary>
public static class RuncServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IPodLauncher"/> by runc, configured by section <see cref="RuncOptions.Section"/>. Needs an
    /// <see cref="Odagrun.Oci.Registry.IRegistryClient"/> and logging.
    /// </summary>
    public static IServiceCollection AddRuncPods(this IServiceCollection services)
    {
        services.AddOptions<RuncOptions>().BindConfiguration(RuncOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<RuncOptions>, RuncOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<StorePaths>();
        services.AddSingleton<HostRights>();
        services.AddSingleton<Children>();
        services.AddSingleton<CgroupHost>();
        services.AddSingleton<LayerStore>();
        services.AddSingleton<LayerSeal>();
        services.AddSingleton<LayerSweep>();
        services.AddSingleton<ImageSweep>();
        services.AddSingleton<StoreSweep>();
        services.AddSingleton<ImageSource>();
        services.AddSingleton<ImageStore>();
        services.AddSingleton<BundleWriter>();
        services.AddSingleton<RunModeProbe>();
        services.AddSingleton<Supervisor>();
        services.AddSingleton<SupervisorEnd>();
        services.AddSingleton<PodSignals>();
        services.AddSingleton<PodClaims>();
        services.AddSingleton<PodStarter>();
        services.AddSingleton<PodRemoval>();
        services.AddSingleton<IPodLauncher, RuncPodLauncher>();
        return services;
    }
}
