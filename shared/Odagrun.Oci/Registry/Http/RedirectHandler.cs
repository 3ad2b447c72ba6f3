using System.Net;

namespace Odagrun.Oci.Registry.Http;

/// <summary>Follows redirects of downloads (registries keep blobs in object stores); credentials stay with the host they are for.</summary>
internal sealed class RedirectHandler : DelegatingHandler
{
    private const int MaxRedirects = 5;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        for (var count = 0; Target(request, response) is { } target; count++)
        {
            response.Dispose();
            if (count == MaxRedirects)
            {
                throw new RegistryException($"{request.Method} {request.RequestUri!.AbsolutePath}: more than {MaxRedirects} redirects",
                    HttpStatusCode.BadGateway, "REDIRECT");
            }

            // A new message for each hop: the caller's own keeps its address and credentials for another try.
            request = Follow(request, target);
            response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        return response;
    }

    private static Uri? Target(HttpRequestMessage request, HttpResponseMessage response)
    {
        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            return null;
        }

        return response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
            && response.Headers.Location is { } location
                ? new Uri(request.RequestUri!, location)
                : null;
    }

    private static HttpRequestMessage Follow(HttpRequestMessage from, Uri target)
    {
        var source = from.RequestUri!;
        if (target.Scheme != Uri.UriSchemeHttps && !(target.Scheme == Uri.UriSchemeHttp && source.Scheme == Uri.UriSchemeHttp))
        {
            throw new RegistryException(
                $"{from.Method} {source.AbsolutePath}: the registry redirects from {source.Scheme} to {target.Scheme}, which is not followed", HttpStatusCode.BadGateway, "REDIRECT");
        }

        var request = new HttpRequestMessage(from.Method, target) { Version = from.Version };
        RegistryAccess.Of(from).AttachTo(request);
        var sameHost = target.Scheme == source.Scheme && target.Authority == source.Authority;
        foreach (var (name, values) in from.Headers)
        {
            if (sameHost || name != "Authorization")
            {
                request.Headers.TryAddWithoutValidation(name, values);
            }
        }

        return request;
    }
}
