using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Odagrun.Oci.Composing;
using Odagrun.Oci.Copying;
using Odagrun.Oci.Pushing;

namespace Odagrun.Oci.Building;

/// <summary>Puts what makes, copies and removes images into a container.</summary>
public static class ImageServices
{
    /// <summary>
    /// Adds <see cref="IImageBuilder"/>, <see cref="IImageCopier"/> and <see cref="ITagRemoval"/>; a registry client that is there already
    /// is used.
    /// </summary>
    public static IServiceCollection AddImageWork(this IServiceCollection services)
    {
        services.AddLayerPusher();
        services.TryAddSingleton<BaseCache>();
        services.TryAddSingleton<Schema1Reader>();
        services.TryAddSingleton<BaseResolver>();
        services.TryAddSingleton<BlobTransfer>();
        services.TryAddSingleton<IImageBuilder, ImageBuilder>();
        services.TryAddSingleton<IImageCopier, ImageCopier>();
        services.TryAddSingleton<ITagRemoval, TagRemoval>();
        return services;
    }
}
