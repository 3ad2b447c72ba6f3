using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Odagrun.Oci.Images;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Composing;

/// <summary>Puts the image composer into a container.</summary>
public static class ComposerServices
{
    /// <summary>Adds <see cref="IImageComposer"/>, and the registry client that it works with.</summary>
    public static IServiceCollection AddImageComposer(this IServiceCollection services, Action<ImageComposerOptions>? configure = null)
    {
        services.AddRegistryClient();
        services.TryAddSingleton<IValidateOptions<ImageComposerOptions>, ImageComposerOptionsValidator>();
        var options = services.AddOptions<ImageComposerOptions>();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<BaseCache>();
        services.TryAddSingleton<SeenInRegistry>();
        services.TryAddSingleton<KeyedLock>();
        services.TryAddSingleton<Schema1Reader>();
        services.TryAddSingleton<BaseResolver>();
        services.TryAddSingleton<BaseMirror>();
        services.TryAddSingleton<BlobPlacer>();
        services.TryAddSingleton<IImageComposer, ImageComposer>();
        return services;
    }
}
