using System.Text;
using System.Text.Json;
using Odagrun.Oci.Registry.Http;

namespace Odagrun.Oci.Registry;

/// <summary>The first of the errors in a registry's answer (distribution-spec, "Error Codes"), fit to be shown.</summary>
internal sealed record RegistryError(string? Code, string? Message)
{
    private const int MaxBody = 64 * 1024;
    private const int MaxMessage = 300;
    private const int NoSpace = 28; // ENOSPC
    private const string NoSpaceText = "no space left on device";

    /// <summary>Reads the answer's body; one that is not of the registry's form (a proxy's page) gives an empty error.</summary>
    public static async Task<RegistryError> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var (body, _) = await BoundedBody.ReadStartAsync(response, MaxBody, cancellationToken).ConfigureAwait(false);
            return Read(body);
        }
        catch (BrokenAnswerException)
        {
            // The status is known and is what counts; the text that should explain it got lost.
            return new RegistryError(null, null);
        }
    }

    /// <summary>Status, code and text, for a message.</summary>
    public string Describe(HttpResponseMessage response) =>
        $"{(int)response.StatusCode} {Code ?? response.ReasonPhrase}{(Message is { Length: > 0 } ? $" ({Message})" : "")}";

    private static RegistryError Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement is { ValueKind: JsonValueKind.Object } root)
            {
                return root.TryGetProperty("errors", out var errors) && errors is { ValueKind: JsonValueKind.Array }
                    && errors.GetArrayLength() > 0
                    ? Read(errors[0])
                    : new RegistryError(null, Text(root, "details") ?? Text(root, "message"));
            }
        }
        catch (JsonException)
        {
            // Not a registry's error: a proxy's page, or nothing (HEAD).
        }

        return new RegistryError(null, null);
    }

    private static RegistryError Read(JsonElement error)
    {
        var code = Text(error, "code");
        return new RegistryError(code, (code == "UNKNOWN" ? Detail(error) : null) ?? Text(error, "message"));
    }

    // docker-registry's own text says nothing then; what its storage said stands in the detail: a text, or an error number of the file
    // system.
    private static string? Detail(JsonElement error)
    {
        if (error.ValueKind != JsonValueKind.Object || !error.TryGetProperty("detail", out var detail))
        {
            return null;
        }

        var isFull = detail.ValueKind == JsonValueKind.Object && detail.TryGetProperty(
            "Enclosed", out var enclosed) && enclosed.ValueKind == JsonValueKind.Object
            && enclosed.TryGetProperty("Err", out var number) && number.ValueKind == JsonValueKind.Number
            && number.TryGetInt32(out var value) && value == NoSpace;
        var said = isFull ? NoSpaceText : Text(error, "detail");
        return said?.Contains(NoSpaceText, StringComparison.Ordinal) == true
            ? $"{said}: the registry's disk is full, and its operator must make room"
            : said;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var text) && text.ValueKind == JsonValueKind.String
            ? Clean(text.GetString()!)
            : null;

    private static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (var c in text.Take(MaxMessage))
        {
            clean.Append(char.IsControl(c) ? ' ' : c);
        }

        return clean.ToString();
    }
}
