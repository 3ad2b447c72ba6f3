using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Oci.Copying;

/// <summary>Removes tags and images.</summary>
public interface ITagRemoval
{
    /// <summary>Removes the tag alone: the image stays under its other tags and its digest. False: there was none.</summary>
    Task<bool> RemoveTagAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>Removes the image with all its tags; gives its digest, null: there was none.</summary>
    Task<Digest?> RemoveImageAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken);
}
