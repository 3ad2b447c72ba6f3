using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Odagrun.ImageStreams;

/// <summary>
/// OpenShift's image API (image.openshift.io/v1). Its registry deletes nothing by itself: tags are objects of the API, and an image that no
/// tag leads to any more is taken away by the cluster's own pruning.
/// </summary>
public sealed class ImageStreamApi(HttpClient http, Uri server, string token)
{
    private const string Group = "image.openshift.io/v1";
    private const int LongestAnswer = 8 << 20;

    /// <summary>Whether the cluster has it.</summary>
    public async Task<bool> IsPresentAsync(CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, $"/apis/{Group}", null, cancellationToken).ConfigureAwait(false);
        return status switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.NotFound => false,
            _ => throw Failure("asking for the image API", status, body),
        };
    }

    /// <summary>Lets <paramref name="target"/> lead to the image that <paramref name="source"/> leads to now; nothing is copied.</summary>
    public async Task TagAsync(StreamTagName source, StreamTagName target, CancellationToken cancellationToken)
    {
        var digest = await DigestAsync(source, cancellationToken).ConfigureAwait(false);
        var path = TagPath(target);
        var (found, existing) = await SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        var body = JsonSerializer.SerializeToUtf8Bytes(
            new StreamTag
            {
                Kind = "ImageStreamTag",
                ApiVersion = Group,
                Metadata = new ObjectName
                {
                    Namespace = target.Namespace,
                    Name = target.Name,
                    ResourceVersion = found == HttpStatusCode.OK
                        ? Read(existing, StreamJson.Default.StreamTag)?.Metadata?.ResourceVersion
                        : null,
                },
                // The image and not the other tag: who tags a release does not want it to follow.
                Tag = new StreamTagSource
                {
                    Name = target.Reference,
                    From = new ObjectName { Kind = "ImageStreamImage", Namespace = source.Namespace, Name = $"{source.Stream}@{digest}" },
                },
            },
            StreamJson.Default.StreamTag);
        var (status, answer) = found == HttpStatusCode.OK
            ? await SendAsync(HttpMethod.Put, path, body, cancellationToken).ConfigureAwait(false)
            : await SendAsync(HttpMethod.Post, $"/apis/{Group}/namespaces/{target.Namespace}/imagestreamtags", body, cancellationToken)
                .ConfigureAwait(false);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.Created))
        {
            throw Failure($"tagging {source} as {target}", status, answer);
        }
    }

    /// <summary>Deletes a tag; false: there is none.</summary>
    public async Task<bool> DeleteTagAsync(StreamTagName name, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Delete, TagPath(name), null, cancellationToken).ConfigureAwait(false);
        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NoContent => true,
            HttpStatusCode.NotFound => false,
            _ => throw Failure($"deleting the tag {name}", status, body),
        };
    }

    /// <summary>
    /// Deletes all tags of the stream that lead to the image, and the stream with the last of them; gives the tags, none where there is no
    /// such image.
    /// </summary>
    public async Task<IReadOnlyList<string>> DeleteImageAsync(StreamTagName name, CancellationToken cancellationToken)
    {
        var path = $"/apis/{Group}/namespaces/{name.Namespace}/imagestreams/{name.Stream}";
        var (status, body) = await SendAsync(HttpMethod.Get, path, null, cancellationToken).ConfigureAwait(false);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.NotFound))
        {
            throw Failure($"reading the image stream {name.Namespace}/{name.Stream}", status, body);
        }

        var current = (status == HttpStatusCode.OK ? Read(body, StreamJson.Default.ImageStream)?.Status?.Tags ?? [] : [])
            .Where(tag => tag is { Tag.Length: > 0, Items: [{ Image: not null }, ..] })
            .ToDictionary(tag => tag.Tag!, tag => tag.Items![0].Image!, StringComparer.Ordinal);
        var digest = name.IsDigest ? name.Reference : current.GetValueOrDefault(name.Reference);
        var tags = current.Where(tag => tag.Value == digest).Select(tag => tag.Key).Order(StringComparer.Ordinal).ToList();
        foreach (var tag in tags)
        {
            await DeleteTagAsync(name with { Reference = tag }, cancellationToken).ConfigureAwait(false);
        }

        if (tags.Count > 0 && tags.Count == current.Count)
        {
            (status, body) = await SendAsync(HttpMethod.Delete, path, null, cancellationToken).ConfigureAwait(false);
            if (status is not (HttpStatusCode.OK or HttpStatusCode.Accepted or HttpStatusCode.NotFound))
            {
                throw Failure($"deleting the empty image stream {name.Namespace}/{name.Stream}", status, body);
            }
        }

        return tags;
    }

    private async Task<string> DigestAsync(StreamTagName name, CancellationToken cancellationToken)
    {
        if (name.IsDigest)
        {
            return name.Reference;
        }

        var (status, body) = await SendAsync(HttpMethod.Get, TagPath(name), null, cancellationToken).ConfigureAwait(false);
        return (status == HttpStatusCode.OK ? Read(body, StreamJson.Default.StreamTag)?.Image?.Metadata?.Name : null)
            ?? throw Failure($"reading the tag {name}", status, body);
    }

    private static string TagPath(StreamTagName name) =>
        $"/apis/{Group}/namespaces/{name.Namespace}/imagestreamtags/{Uri.EscapeDataString(name.Name)}";

    private async Task<(HttpStatusCode Status, byte[] Body)> SendAsync(
        HttpMethod method, string path, byte[]? body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            method, new Uri(server, path))
        { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        }

        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using var closing = stream.ConfigureAwait(false);
            using var answer = new MemoryStream();
            var buffer = new byte[64 << 10];
            for (int count; answer.Length < LongestAnswer
                && (count = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                answer.Write(buffer, 0, count);
            }

            return (response.StatusCode, answer.ToArray());
        }
        catch (HttpRequestException e)
        {
            throw new ImageStreamException(
                $"OpenShift's API ({server.Authority}) can't be reached: {e.InnerException?.Message ?? e.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ImageStreamException($"OpenShift's API ({server.Authority}) does not answer");
        }
    }

    private static T? Read<T>(byte[] body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ImageStreamException Failure(string tried, HttpStatusCode status, byte[] body)
    {
        var said = Read(body, StreamJson.Default.ApiStatus)?.Message;
        var advice = status switch
        {
            HttpStatusCode.Unauthorized =>
                "; the token of the runner's registry login is not accepted, which the runner's operator sees to",
            HttpStatusCode.Forbidden => "; the runner's service account needs the role registry-editor in that namespace",
            _ => "",
        };
        return new ImageStreamException(string.Create(
            CultureInfo.InvariantCulture, $"{tried} failed: OpenShift answered {(int)status}{(said is null ? "" : $" ({said})")}{advice}"));
    }
}
