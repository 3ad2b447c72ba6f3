namespace Odagrun.Oci.Copying;

/// <summary>Copies images between registries, or gives them another name: byte for byte, so that digests stay.</summary>
public interface IImageCopier
{
    /// <summary>
    /// Copies what the target lacks; the manifest with the name goes last. Begun again after a failure, it goes on where it was.
    /// Throws <see cref="Images.ImageNotFoundException"/>, or <see cref="Registry.RegistryException"/> for what a registry refuses.
    /// </summary>
    Task<CopiedImage> CopyAsync(CopyRequest request, IProgress<TransferProgress>? progress, CancellationToken cancellationToken);
}
