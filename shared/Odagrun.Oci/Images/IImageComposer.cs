namespace Odagrun.Oci.Images;

/// <summary>
/// Puts an image together in a registry out of parts that are there (or are streamed there), without unpacking any of them.
/// </summary>
public interface IImageComposer
{
    /// <summary>
    /// Composes and pushes, or finds what was composed before. The name is <c>target:&lt;hash over all digests and the config&gt;</c>.
    /// Throws <see cref="ImageNotFoundException"/>, or <see cref="Registry.RegistryException"/> for everything the registry refuses.
    /// </summary>
    Task<ComposedImage> ComposeAsync(ComposeRequest request, CancellationToken cancellationToken);
}
