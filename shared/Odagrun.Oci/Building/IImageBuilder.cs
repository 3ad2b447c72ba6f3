using Odagrun.Oci.Layers;
using Odagrun.Oci.Pushing;

namespace Odagrun.Oci.Building;

/// <summary>Makes images in a registry: new layers are streamed, a base's blobs are mounted or copied and never unpacked.</summary>
public interface IImageBuilder
{
    /// <summary>
    /// Makes it; the manifest, and with it the name, goes last. Throws <see cref="LayerContentException"/>,
    /// <see cref="Images.ImageNotFoundException"/>, <see cref="ImageConfigException"/> or <see cref="Registry.RegistryException"/>.
    /// </summary>
    Task<BuiltImage> BuildAsync(BuildRequest request, IProgress<LayerProgress>? progress, CancellationToken cancellationToken);
}
