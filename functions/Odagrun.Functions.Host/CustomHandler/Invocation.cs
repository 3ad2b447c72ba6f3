using System.Globalization;
using System.Text.Json;

namespace Odagrun.Functions.Host.CustomHandler;

/// <summary>
/// What the Functions host posts for an invocation: <c>{"Data":{binding:value},"Metadata":{…}}</c>. Texts in it are JSON once more, a
/// queue message too, whether it is JSON itself or not.
/// </summary>
internal sealed record Invocation(JsonElement Data, JsonElement Metadata)
{
    /// <exception cref="InvocationFormatException">The body is nothing of the kind.</exception>
    public static Invocation Read(JsonDocument body) =>
        body.RootElement.ValueKind == JsonValueKind.Object && body.RootElement.TryGetProperty(nameof(Data), out var data)
            && data.ValueKind == JsonValueKind.Object
            ? new Invocation(data, body.RootElement.TryGetProperty(nameof(Metadata), out var metadata) ? metadata : default)
            : throw new InvocationFormatException("it has no object 'Data'");

    /// <summary>A queue message's text.</summary>
    /// <exception cref="InvocationFormatException">There is none.</exception>
    public string Text(string binding)
    {
        if (!Data.TryGetProperty(binding, out var value))
        {
            throw new InvocationFormatException($"'Data' has no '{binding}'");
        }

        // A message that is JSON may come as what it is, from hosts that encode it once.
        return value.ValueKind == JsonValueKind.String ? Decode(value.GetString()!) : value.GetRawText();
    }

    /// <summary>How often the message was delivered, this time included; 1 where nothing is said.</summary>
    public long DequeueCount =>
        Metadata.ValueKind == JsonValueKind.Object && Metadata.TryGetProperty(nameof(DequeueCount), out var value)
            && long.TryParse(value.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            ? count
            : 1;

    /// <summary>Whether the timer should have fired before.</summary>
    public bool IsPastDue(string binding) =>
        Data.TryGetProperty(binding, out var timer) && timer.ValueKind == JsonValueKind.Object
            && timer.TryGetProperty("IsPastDue", out var value) && value.ValueKind == JsonValueKind.True;

    // Text that is not encoded twice is taken as it is: that it is no ticket is for its reader to say.
    private static string Decode(string value)
    {
        try
        {
            using var inner = JsonDocument.Parse(value);
            return inner.RootElement.ValueKind == JsonValueKind.String ? inner.RootElement.GetString()! : value;
        }
        catch (JsonException)
        {
            return value;
        }
    }
}
