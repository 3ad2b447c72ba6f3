using System.Net;
using System.Text;
using System.Text.Json;

namespace Odagrun.GitLab.Http;

/// <summary>
/// What an unwelcome answer says, as one line: GitLab's <c>{"message": …}</c> (text or lists by field) or <c>{"error": …}</c>,
/// or an object store's <c>&lt;Error&gt;&lt;Code/&gt;&lt;Message/&gt;</c>.
/// </summary>
internal static class ServerMessage
{
    private const int Limit = 8192;

    /// <summary><c>METHOD address answered 403 Forbidden: what it says</c>, without the address's query.</summary>
    public static async Task<string> DescribeAsync(HttpResponseMessage response, TimeProvider time, CancellationToken cancellationToken)
    {
        var request = response.RequestMessage;
        var head =
            $"{request?.Method} {request?.RequestUri?.GetLeftPart(UriPartial.Path)} answered {(int)response.StatusCode} {response.ReasonPhrase}";
        try
        {
            var body = await BoundedBody.ReadUpToAsync(response, Limit, time, cancellationToken).ConfigureAwait(false);
            var said = Parse(Encoding.UTF8.GetString(body));
            return said is { Length: > 0 } ? $"{head}: {said}" : head;
        }
        catch (Exception e) when (e is IOException or HttpRequestException or TimeoutException)
        {
            return head;
        }
    }

    internal static string? Parse(string body)
    {
        var text = body.TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        return text switch
        {
            ['{', ..] => FromJson(text),
            ['<', ..] => FromXml(text),
            _ => null,
        };
    }

    private static string? FromJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return root.TryGetProperty("message", out var message) ? Flatten(message)
                : root.TryGetProperty("error", out var error) ? Flatten(error)
                : null;
        }
        catch (JsonException)
        {
            return null; // cut off or no JSON after all: the status says enough
        }
    }

    private static string Flatten(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Object => string.Join("; ", element.EnumerateObject().Select(field => $"{field.Name}: {Flatten(field.Value)}")),
        JsonValueKind.Array => string.Join(", ", element.EnumerateArray().Select(Flatten)),
        _ => element.ToString(),
    };

    // By hand: .NET's readers of XML would weigh a megabyte in the executor, for two elements. A proxy's HTML page has no such element.
    private static string? FromXml(string text) => Element(text, "Error") is { } error
        ? WebUtility.HtmlDecode($"{Element(error, "Code")}: {Element(error, "Message")}")
        : null;

    private static string? Element(string text, string name)
    {
        var start = text.IndexOf($"<{name}>", StringComparison.Ordinal);
        var end = text.IndexOf($"</{name}>", StringComparison.Ordinal);
        return start < 0 || end < start ? null : text[(start + name.Length + 2)..end];
    }
}
