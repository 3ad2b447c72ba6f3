using System.Net;
using System.Text.Json;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry.Manifests;

/// <summary>Reads all pages of a repository's tags.</summary>
internal static class TagList
{
    private const int MaxPageBytes = 32 << 20;
    private const int MaxPages = 10_000;

    public static async Task<IReadOnlyList<string>> ReadAsync(RegistryHttp http, CancellationToken cancellationToken)
    {
        var tags = new List<string>();
        HttpRequestMessage? next = http.Request(HttpMethod.Get, "tags/list", RegistryHttp.Pull);
        for (var page = 0; next is not null && page < MaxPages; page++)
        {
            using var request = next;
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (response.StatusCode == HttpStatusCode.NotFound)
            {
                return tags;
            }

            if (!response.IsSuccessStatusCode)
            {
                throw await http.FailureAsync($"GET tags of {http.Image.Registry}/{http.Image.Repository}", response, cancellationToken)
                    .ConfigureAwait(false);
            }

            tags.AddRange((await ReadPageAsync(http, response, cancellationToken).ConfigureAwait(false)).Tags ?? []);
            next = Next(http, request.RequestUri!, response);
        }

        return tags;
    }

    private static async Task<TagPage> ReadPageAsync(RegistryHttp http, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var content = await BoundedBody.ReadAsync(response, MaxPageBytes, cancellationToken).ConfigureAwait(false);
            return JsonSerializer.Deserialize(content.Span, TagJson.Default.TagPage) ?? new TagPage();
        }
        catch (JsonException e)
        {
            throw new RegistryException($"registry '{http.Image.Registry}' answered no list of tags", HttpStatusCode.BadGateway, "TAGS", e);
        }
        catch (BrokenAnswerException e)
        {
            throw new RegistryException($"GET tags of {http.Image.Registry}/{http.Image.Repository}: {e.Message}", null, null, e);
        }
    }

    // Link: </v2/NAME/tags/list?n=..&last=..>; rel="next"
    private static HttpRequestMessage? Next(RegistryHttp http, Uri current, HttpResponseMessage response)
    {
        if (!response.Headers.TryGetValues("Link", out var values) || values.FirstOrDefault() is not { } link)
        {
            return null;
        }

        var (start, end) = (link.IndexOf('<', StringComparison.Ordinal), link.IndexOf('>', StringComparison.Ordinal));
        if (start < 0 || end < start || !Uri.TryCreate(current, link[(start + 1)..end], out var next))
        {
            return null;
        }

        return next.Authority == current.Authority && next.Scheme == current.Scheme
            ? http.RequestTo(next, HttpMethod.Get, RegistryHttp.Pull)
            : throw new RegistryException($"registry '{http.Image.Registry}' continues its list of tags at another host, '{next.Host}'",
                HttpStatusCode.BadGateway, "TAGS");
    }
}
