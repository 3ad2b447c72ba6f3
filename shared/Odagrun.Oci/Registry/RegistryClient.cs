using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry.Blobs;
using Odagrun.Oci.Registry.Http;
using Odagrun.Oci.Registry.Manifests;

namespace Odagrun.Oci.Registry;

/// <summary>The distribution API over HTTP; authentication, retries and redirects are handlers below the client.</summary>
internal sealed class RegistryClient(
    IHttpClientFactory clients,
    RegistryEndpoints endpoints,
    Backoff backoff,
    IOptions<RegistryClientOptions> options,
    TimeProvider clock,
    ILogger<RegistryClient> log) : IRegistryClient
{
    public async Task<ManifestContent?> GetManifestAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await GetManifestOnceAsync(image, credentials, cancellationToken).ConfigureAwait(false);
            }
            catch (BrokenAnswerException e)
            {
                // The handlers below have seen only the headers.
                if (!await backoff.WaitAsync(attempt, null, cancellationToken).ConfigureAwait(false))
                {
                    throw new RegistryException($"GET manifest of {image}: {e.Message}", null, null, e);
                }

                log.Retrying("GET", image.Registry, e.Message, attempt + 1);
            }
        }
    }

    public async Task<Descriptor?> HeadManifestAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var http = Http(image, credentials);
        using var request = ManifestRequests.Read(http, HttpMethod.Head);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => null,
            HttpStatusCode.OK when ManifestRequests.Describe(image, response) is { } descriptor => descriptor,

            // The digest header is optional in the specification: without it only the content tells.
            HttpStatusCode.OK => await DescribeByContentAsync(image, credentials, cancellationToken).ConfigureAwait(false),
            _ => throw await http.FailureAsync($"HEAD manifest of {image}", response, cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task<ManifestContent?> GetReferrersAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var http = Http(image, credentials);
        using var request = http.Request(
            HttpMethod.Get, $"referrers/{image.Digest ?? throw new ArgumentException("referrers are asked for by digest", nameof(image))}",
            RegistryHttp.Pull);
        request.Headers.TryAddWithoutValidation("Accept", MediaTypes.OciIndex);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed => null,
            HttpStatusCode.OK =>
                await ManifestRequests.ReadAsync(image with { Digest = null }, response, cancellationToken).ConfigureAwait(false),
            _ => throw await http.FailureAsync($"GET referrers of {image}", response, cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task<Digest> PutManifestAsync(
        ImageReference image, string mediaType, ReadOnlyMemory<byte> content, RegistryCredentials credentials,
        CancellationToken cancellationToken)
    {
        var http = Http(image, credentials);
        using var request = http.Request(HttpMethod.Put, $"manifests/{image.Identifier}", RegistryHttp.Push);
        request.Content = new ReadOnlyMemoryContent(content);
        request.Content.Headers.ContentType = RegistryHttp.ContentType(mediaType);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (!response.IsSuccessStatusCode)
        {
            throw await http.FailureAsync($"PUT manifest {image}", response, cancellationToken).ConfigureAwait(false);
        }

        var expected = Digest.Of(content.Span);
        return RegistryHttp.ContentDigest(response) is not { } stored || stored == expected
            ? expected
            : throw new RegistryException(
                $"PUT manifest {image}: the registry stored {stored}, but {expected} was sent", HttpStatusCode.BadGateway, "DIGEST");
    }

    public async Task<bool> DeleteManifestAsync(ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var http = Http(image, credentials);
        using var request = http.Request(HttpMethod.Delete, $"manifests/{image.Identifier}", RegistryHttp.Delete);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode == HttpStatusCode.NotFound ? false
            : response.IsSuccessStatusCode ? true
            : throw await http.FailureAsync($"DELETE manifest {image}", response, cancellationToken).ConfigureAwait(false);
    }

    public Task<bool> BlobExistsAsync(
        ImageReference image, Digest digest, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        new BlobUpload(Http(image, credentials), backoff, options.Value, log).ExistsAsync(digest, cancellationToken);

    public async Task<Stream> OpenBlobAsync(
        ImageReference image, Descriptor blob, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var download = new BlobDownload(Http(image, credentials), blob, backoff, options.Value, clock, log);
        try
        {
            await download.BeginAsync(cancellationToken).ConfigureAwait(false);
            return download;
        }
        catch
        {
            await download.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public Task PushBlobAsync(
        ImageReference image, Descriptor blob, Func<CancellationToken, Task<Stream>> open, RegistryCredentials credentials,
        CancellationToken cancellationToken) =>
        new BlobUpload(Http(image, credentials), backoff, options.Value, log).PushAsync(blob, open, cancellationToken);

    public async Task<Descriptor> PutBlobAsync(
        ImageReference image, string mediaType, ReadOnlyMemory<byte> content, RegistryCredentials credentials,
        CancellationToken cancellationToken)
    {
        var blob = new Descriptor { MediaType = mediaType, Digest = Digest.Of(content.Span), Size = content.Length };
        var bytes = content.ToArray();
        await new BlobUpload(Http(image, credentials), backoff, options.Value, log)
            .SendAsync(blob, _ => Task.FromResult<Stream>(new MemoryStream(bytes, writable: false)), cancellationToken)
            .ConfigureAwait(false);
        return blob;
    }

    public Task<bool> MountBlobAsync(
        ImageReference image, Digest digest, string fromRepository, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        BlobMount.TryAsync(Http(image, credentials), digest, fromRepository, log, cancellationToken);

    public Task<IReadOnlyList<string>> ListTagsAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        TagList.ReadAsync(Http(image, credentials), cancellationToken);

    private async Task<ManifestContent?> GetManifestOnceAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken)
    {
        var http = Http(image, credentials);
        using var request = ManifestRequests.Read(http, HttpMethod.Get);
        using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return response.StatusCode switch
        {
            HttpStatusCode.NotFound => null,
            HttpStatusCode.OK => await ManifestRequests.ReadAsync(image, response, cancellationToken).ConfigureAwait(false),
            _ => throw await http.FailureAsync($"GET manifest of {image}", response, cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<Descriptor?> DescribeByContentAsync(
        ImageReference image, RegistryCredentials credentials, CancellationToken cancellationToken) =>
        await GetManifestAsync(image, credentials, cancellationToken).ConfigureAwait(false) is { } manifest
            ? new Descriptor { MediaType = manifest.MediaType, Digest = manifest.Digest, Size = manifest.Content.Length }
            : null;

    private RegistryHttp Http(ImageReference image, RegistryCredentials credentials) => new(clients, endpoints, image, credentials);
}
