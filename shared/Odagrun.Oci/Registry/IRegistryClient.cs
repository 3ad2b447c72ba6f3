using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Registry;

/// <summary>
/// A client of the OCI distribution API (distribution-spec 1.1), for any number of registries. Credentials come from the
/// <see cref="RegistryCredentials"/> of the call; an absent manifest or blob is a value, everything unexpected a
/// <see cref="RegistryException"/>.
/// </summary>
public interface IRegistryClient
{
    /// <summary>GET manifest; null where the registry has none (404). The bytes are those received, their digest is checked.</summary>
    Task<ManifestContent?> GetManifestAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>HEAD manifest; null on 404.</summary>
    Task<Descriptor?> HeadManifestAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>
    /// GET referrers of the digest of <paramref name="image"/>, an index; null where the registry knows no such list (404).
    /// </summary>
    Task<ManifestContent?> GetReferrersAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>
    /// PUT manifest bytes under the tag or digest of <paramref name="image"/>; the digest the registry answers is checked.
    /// </summary>
    Task<Digest> PutManifestAsync(ImageReference image, string mediaType, ReadOnlyMemory<byte> content, RegistryCredentials credentials,
        CancellationToken cancellationToken);

    /// <summary>DELETE manifest by digest; false on 404.</summary>
    Task<bool> DeleteManifestAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>HEAD blob in the repository of <paramref name="image"/>.</summary>
    Task<bool> BlobExistsAsync(ImageReference image, Digest digest, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>
    /// GET blob as a stream that checks size and digest at its end (throws <see cref="RegistryException"/> there); the caller disposes it.
    /// A size of -1 is not checked.
    /// </summary>
    Task<Stream> OpenBlobAsync(ImageReference image, Descriptor blob, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>
    /// Streams a blob of known digest up; <paramref name="open"/> may be called again after a broken connection. Nothing is sent where the
    /// blob exists.
    /// </summary>
    Task PushBlobAsync(ImageReference image, Descriptor blob, Func<CancellationToken, Task<Stream>> open, RegistryCredentials credentials,
        CancellationToken cancellationToken);

    /// <summary>Sends a small blob without asking first whether it exists (POST, PUT); sending it again changes nothing.</summary>
    Task<Descriptor> PutBlobAsync(ImageReference image, string mediaType, ReadOnlyMemory<byte> content, RegistryCredentials credentials,
        CancellationToken cancellationToken);

    /// <summary>
    /// POST …/uploads/?mount=&amp;from=: true when the registry mounted the blob (201), false when it would have to be sent.
    /// </summary>
    Task<bool> MountBlobAsync(
        ImageReference image, Digest digest, string fromRepository, RegistryCredentials credentials, CancellationToken cancellationToken);

    /// <summary>GET tags/list, all pages; empty for an unknown repository.</summary>
    Task<IReadOnlyList<string>> ListTagsAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken);
}
