using System.Net;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Relaying;

/// <summary>
/// Makes registry requests for others, who never see a login: each is checked against the rules by its own address, not by what its
/// maker says of it. The clients' own retries are theirs; here a request is made once.
/// </summary>
internal sealed class RegistryRelay(IHttpClientFactory clients, RegistryEndpoints endpoints) : IRegistryRelay
{
    // What an answer's reader needs; above all not WWW-Authenticate: the logins are here.
    private static readonly string[] Headers =
        ["Docker-Content-Digest", "Location", "Range", "Link", "Retry-After", "OCI-Chunk-Min-Length", "OCI-Filters-Applied", "OCI-Subject",
            "Content-Type", "Content-Length", "Content-Range"];

    private static readonly string[] Asked = ["Accept", "Range", "Content-Type", "Content-Range"];

    private readonly UploadPlaces _places = new();

    public async Task ServeAsync(Stream connection, RelayHead head, IRelayRules rules, CancellationToken cancellationToken)
    {
        if (RelayTarget.Check(head, endpoints, _places, out var target) is { } flaw)
        {
            await AnswerAsync(connection, new RelayAnswer { Refused = flaw }, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (target.Needs.Select(need => rules.Refuse(head.Registry, need.Repository, need.Action))
            .FirstOrDefault(reason => reason is not null) is { } reason)
        {
            await AnswerAsync(connection, new RelayAnswer { Refused = reason }, cancellationToken).ConfigureAwait(false);
            return;
        }

        using var request = Request(connection, head, rules, target);
        HttpResponseMessage response;
        try
        {
            response = await clients.CreateClient(RegistryServices.HttpClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RegistryException or HttpRequestException or IOException)
        {
            var transient = e is not RegistryException { IsTransient: false };
            await AnswerAsync(connection, new RelayAnswer { Failed = e.Message, IsTransient = transient }, cancellationToken)
                .ConfigureAwait(false);
            return;
        }

        using (response)
        {
            await PassOnAsync(connection, head, response, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Task AnswerAsync(Stream connection, RelayAnswer answer, CancellationToken cancellationToken) =>
        RelayFrames.WriteAsync(connection, answer, RelayJson.Default.RelayAnswer, cancellationToken);

    private static HttpRequestMessage Request(Stream connection, RelayHead head, IRelayRules rules, RelayTarget target)
    {
        var image = new ImageReference(head.Registry, head.Repository, null, null);
        var login = head.Username is null
            ? rules.Credentials.Find(image.Registry)
            : new RegistryLogin(head.Registry, head.Username, head.Password ?? "");
        var request = new HttpRequestMessage(new HttpMethod(head.Method), head.Url);
        new RegistryAccess(image.Registry, target.Scopes, login, head.IsReplayable && head.Length is null).AttachTo(request);
        if (head.Length is { } length)
        {
            request.Content = new StreamContent(new RelayBody(connection), RelayFrames.LongestPiece);
            request.Content.Headers.ContentLength = length;
        }

        foreach (var (name, value) in head.Headers.Where(header => Asked.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
        {
            _ = request.Headers.TryAddWithoutValidation(name, value)
                || (request.Content?.Headers.TryAddWithoutValidation(name, value) ?? false);
        }

        return request;
    }

    private async Task PassOnAsync(Stream connection, RelayHead head, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Headers.Location is { } location && response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent)
        {
            _places.Remember(head, new Uri(head.Url, location));
        }

        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => Headers.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .ToDictionary(header => header.Key, header => string.Join(", ", header.Value));
        await AnswerAsync(connection, new RelayAnswer { Status = (int)response.StatusCode, Headers = headers }, cancellationToken)
            .ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var closing = body.ConfigureAwait(false);
        await RelayFrames.CopyBodyAsync(body, connection, cancellationToken).ConfigureAwait(false);
    }
}
