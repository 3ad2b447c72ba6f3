using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Pushing;

/// <summary>Puts the layer pusher into a container.</summary>
public static class PushingServices
{
    /// <summary>Adds <see cref="ILayerPusher"/>, and the registry client whose connections it uses.</summary>
    public static IServiceCollection AddLayerPusher(this IServiceCollection services)
    {
        services.AddRegistryClient();
        services.TryAddSingleton<ILayerPusher, LayerPusher>();
        return services;
    }
}
