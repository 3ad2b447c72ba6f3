using System.Collections.Concurrent;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>A registry in memory: tags, manifests, and the digests of blobs; counts the layers pushed.</summary>
internal sealed class FakeRegistry : IRegistryClient
{
    private readonly ConcurrentDictionary<string, Digest> _tags = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ManifestContent> _manifests = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, byte> _blobs = new(StringComparer.Ordinal);
    private int _pushes;

    public int Pushes => _pushes;

    /// <summary>The tags of a repository, in their order.</summary>
    public IReadOnlyList<string> Tags(string repository) =>
        [.. _tags.Keys.Where(name => name.StartsWith(repository + ":", StringComparison.Ordinal))
            .Select(name => name[(repository.Length + 1)..]).Order(StringComparer.Ordinal)];

    /// <summary>Makes it known that a blob is there.</summary>
    public void AddBlob(string repository, Digest digest) => _blobs[$"{repository}@{digest}"] = 0;

    public async Task PushBlobAsync(ImageReference image, Descriptor blob, Func<CancellationToken, Task<Stream>> open,
        RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        await using var content = await open(cancellationToken);
        AddBlob(image.Repository, blob.Digest);
        Interlocked.Increment(ref _pushes);
    }

    public Task<ManifestContent?> GetManifestAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        Task.FromResult(Find(image) is { } digest ? _manifests.GetValueOrDefault($"{image.Repository}@{digest}") : null);

    public Task<ManifestContent?> GetReferrersAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) => throw new NotSupportedException();

    public async Task<Descriptor?> HeadManifestAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        await GetManifestAsync(image, credentials, cancellationToken) is { } manifest
            ? new Descriptor { MediaType = manifest.MediaType, Digest = manifest.Digest, Size = manifest.Content.Length }
            : null;

    public Task<Digest> PutManifestAsync(ImageReference image, string mediaType, ReadOnlyMemory<byte> content,
        RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var digest = Digest.Of(content.Span);
        _manifests[$"{image.Repository}@{digest}"] = new ManifestContent(mediaType, digest, content.ToArray());
        if (image.Tag is { } tag)
        {
            _tags[$"{image.Repository}:{tag}"] = digest;
        }

        return Task.FromResult(digest);
    }

    public Task<Descriptor> PutBlobAsync(ImageReference image, string mediaType, ReadOnlyMemory<byte> content,
        RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var descriptor = new Descriptor { MediaType = mediaType, Digest = Digest.Of(content.Span), Size = content.Length };
        AddBlob(image.Repository, descriptor.Digest);
        return Task.FromResult(descriptor);
    }

    public Task<bool> DeleteManifestAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        foreach (var (name, digest) in _tags.Where(
            tag => tag.Value == image.Digest && tag.Key.StartsWith(image.Repository + ":", StringComparison.Ordinal)))
        {
            _tags.TryRemove(new(name, digest));
        }

        return Task.FromResult(_manifests.TryRemove($"{image.Repository}@{image.Digest}", out _));
    }

    public Task<bool> BlobExistsAsync(
        ImageReference image, Digest digest, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.ContainsKey($"{image.Repository}@{digest}"));

    public Task<Stream> OpenBlobAsync(ImageReference image, Descriptor blob, RegistryCredentials credentials,
        CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<bool> MountBlobAsync(
        ImageReference image, Digest digest, string fromRepository, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        Task.FromResult(_blobs.ContainsKey($"{fromRepository}@{digest}"));

    public Task<IReadOnlyList<string>> ListTagsAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        Task.FromResult(Tags(image.Repository));

    private Digest? Find(ImageReference image) =>
        image.Digest ?? (_tags.TryGetValue($"{image.Repository}:{image.Tag}", out var digest) ? digest : null);
}
