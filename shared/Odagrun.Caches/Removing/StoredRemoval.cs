using Odagrun.Handover;
using Odagrun.ImageStreams;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Caches.Removing;

/// <summary>
/// Takes what is stored under a tag away: by the registry's own API, or by OpenShift's image API, whose registry deletes no tags. The
/// bytes go when the registry, or the cluster's pruning, collects its garbage.
/// </summary>
public sealed class StoredRemoval : IDisposable
{
    private readonly IRegistryClient _registry;
    private readonly RegistryCredentials _credentials;
    private readonly EnvelopeImageApi? _images;
    private readonly string _token;
    private readonly Lazy<HttpClient> _http;

    /// <summary>Removal with the runner's own rights.</summary>
    /// <param name="registry">The registry's client; not disposed here.</param>
    /// <param name="host">The registry.</param>
    /// <param name="logins">The runner's logins: that of the registry is a token of the image API as well.</param>
    /// <param name="images">The image API; null: there is none.</param>
    public StoredRemoval(IRegistryClient registry, string host, IReadOnlyList<RegistryLogin> logins, EnvelopeImageApi? images)
    {
        _registry = registry;
        _credentials = new RegistryCredentials(logins);
        _token = logins.FirstOrDefault(login => login.Registry == host)?.Password ?? "";
        _images = images;
        _http = new(() => ImageStreamConnection.Open(images?.Authorities));
    }

    /// <summary>Removes it where the tag still leads to the digest; false: it was removed or replaced meanwhile.</summary>
    /// <param name="tagged">Registry, repository and tag.</param>
    /// <param name="digest">The manifest's.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RegistryException">It could not be removed.</exception>
    public async Task<bool> RemoveAsync(ImageReference tagged, Digest digest, CancellationToken cancellationToken)
    {
        if (_images is null || StreamTagName.Of(tagged.Repository, tagged.Tag ?? "") is not { } name)
        {
            return await _registry.DeleteManifestAsync(tagged.WithDigest(digest), _credentials, cancellationToken).ConfigureAwait(false);
        }

        // The API deletes a tag, whatever it leads to by now.
        var now = await _registry.HeadManifestAsync(tagged, _credentials, cancellationToken).ConfigureAwait(false);
        if (now?.Digest != digest)
        {
            return false;
        }

        try
        {
            return await new ImageStreamApi(_http.Value, _images.Url, _token).DeleteTagAsync(name, cancellationToken).ConfigureAwait(false);
        }
        catch (ImageStreamException e)
        {
            throw new RegistryException(e.Message, null, null, e);
        }
    }

    /// <summary>
    /// Removes a manifest that no tag leads to any more: nobody finds it again, and the registry would keep its bytes for ever. A stream
    /// remembers what a tag led to, and the cluster's pruning takes that away: nothing is to be done there.
    /// </summary>
    /// <param name="replaced">Registry, repository and digest.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="RegistryException">It could not be removed.</exception>
    public Task RemoveReplacedAsync(ImageReference replaced, CancellationToken cancellationToken) =>
        _images is null ? _registry.DeleteManifestAsync(replaced, _credentials, cancellationToken) : Task.CompletedTask;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }
    }
}
