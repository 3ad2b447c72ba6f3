using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>Takes blobs and counts them; the functions need no more of a registry.</summary>
internal sealed class FakeRegistry : IRegistryClient
{
    private int _pushes;

    public int Pushes => _pushes;

    public async Task PushBlobAsync(ImageReference image, Descriptor blob, Func<CancellationToken, Task<Stream>> open, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        await using var content = await open(cancellationToken);
        Interlocked.Increment(ref _pushes);
    }

    public Task<ManifestContent?> GetManifestAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<ManifestContent?> GetReferrersAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Descriptor?> HeadManifestAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Digest> PutManifestAsync(ImageReference image, string mediaType, ReadOnlyMemory<byte> content, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Descriptor> PutBlobAsync(ImageReference image, string mediaType, ReadOnlyMemory<byte> content, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> DeleteManifestAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> BlobExistsAsync(ImageReference image, Digest digest, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<Stream> OpenBlobAsync(ImageReference image, Descriptor blob, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> MountBlobAsync(ImageReference image, Digest digest, string fromRepository, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListTagsAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();
}
