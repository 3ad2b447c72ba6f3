using System.Net;
using System.Net.Http.Headers;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Registry.Http;

/// <summary>Builds the requests of the distribution API for one repository, sends them, and turns refusals into exceptions.</summary>
internal sealed class RegistryHttp(
    IHttpClientFactory clients, RegistryEndpoints endpoints, ImageReference image, RegistryCredentials credentials)
{
    public const string Pull = "pull";
    public const string Push = "pull,push";
    public const string Delete = "delete";

    /// <summary>The image whose repository the requests go to.</summary>
    public ImageReference Image => image;

    /// <summary>A request below the repository's own path.</summary>
    public HttpRequestMessage Request(HttpMethod method, string path, string actions, string? pullFrom = null) =>
        RequestTo(new Uri(endpoints.Root(image.Registry), $"{image.Repository}/{path}"), method, actions, pullFrom);

    /// <summary>A request to an address that the registry named.</summary>
    public HttpRequestMessage RequestTo(Uri address, HttpMethod method, string actions, string? pullFrom = null, bool isReplayable = true)
    {
        var request = new HttpRequestMessage(method, address);
        List<string> scopes = [$"repository:{image.Repository}:{actions}"];
        if (pullFrom is not null)
        {
            scopes.Add($"repository:{pullFrom}:{Pull}");
        }

        new RegistryAccess(image.Registry, scopes, credentials.Find(image.Registry), isReplayable).AttachTo(request);
        return request;
    }

    /// <summary>Sends, and returns as soon as the headers are there; the caller disposes the answer.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        clients.CreateClient(RegistryServices.HttpClientName).SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);

    /// <summary>What to throw for an answer that was not wanted; reads the rest of it.</summary>
    public async Task<RegistryException> FailureAsync(string tried, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var error = await RegistryError.ReadAsync(response, cancellationToken).ConfigureAwait(false);
        var message = $"{tried}: registry '{image.Registry}' answered {error.Describe(response)}{Advice(response.StatusCode)}";
        return new RegistryException(message, response.StatusCode, error.Code);
    }

    /// <summary>
    /// The Location of an answer, made absolute; where the registry runs behind a proxy that took TLS off, made https again.
    /// </summary>
    public Uri Location(HttpResponseMessage response)
    {
        if (response.Headers.Location is not { } location)
        {
            throw new RegistryException(
                $"registry '{image.Registry}' opened an upload without saying where", HttpStatusCode.BadGateway, "LOCATION");
        }

        var root = endpoints.Root(image.Registry);
        var address = new Uri(response.RequestMessage?.RequestUri ?? root, location);
        if (root.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
        {
            return address;
        }

        return address.Host == root.Host
            ? new UriBuilder(address) { Scheme = root.Scheme, Port = root.Port }.Uri
            : throw new RegistryException($"registry '{image.Registry}' sends uploads to '{address.Host}' in plain http, which is not done",
                HttpStatusCode.BadGateway, "LOCATION");
    }

    /// <summary>The registry's Docker-Content-Digest, where it sends one.</summary>
    public static Digest? ContentDigest(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) && Digest.TryParse(values.FirstOrDefault(), out var digest)
            ? digest
            : null;

    public static MediaTypeHeaderValue ContentType(string mediaType) => new(mediaType);

    private string Advice(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden when credentials.Find(image.Registry) is { } login =>
            $"; user '{login.Username}' may not do this, or the password is wrong",
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden =>
            $"; if {image.Repository} exists there, it needs a login, and none for '{image.Registry}' is known: set DOCKER_AUTH_CONFIG, or configure the registry's login",
        HttpStatusCode.TooManyRequests => "; the registry's rate limit is reached: log in, use a mirror, or try later",
        _ => "",
    };
}
