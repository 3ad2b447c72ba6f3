using System.Globalization;
using System.Text.Json.Nodes;

namespace Odagrun.Kubernetes.Manifests.Patching;

/// <summary>A place in a JSON document, RFC 6901.</summary>
internal sealed class JsonPointer
{
    private readonly string _text;
    private readonly string[] _steps;

    private JsonPointer(string text, string[] steps) => (_text, _steps) = (text, steps);

    /// <exception cref="FormatException">The text is no pointer.</exception>
    public static JsonPointer Parse(string text)
    {
        if (text.Length > 0 && text[0] != '/')
        {
            throw new FormatException($"'{text}' is no JSON pointer: it begins with /");
        }

        var steps = text.Length == 0 ? [] : text[1..].Split('/');
        return new JsonPointer(text,
            [.. steps.Select(step => step.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))]);
    }

    public bool IsBelow(JsonPointer other) =>
        _steps.Length > other._steps.Length && other._steps.SequenceEqual(_steps.Take(other._steps.Length));

    /// <exception cref="FormatException">There is nothing there.</exception>
    public JsonNode? Find(JsonNode? root) => _steps.Aggregate(root, Child);

    /// <summary>Puts a value there and gives the root: a list's element is inserted, a field replaced.</summary>
    public JsonNode? Add(JsonNode? root, JsonNode? value)
    {
        if (_steps.Length == 0)
        {
            return value;
        }

        switch (Parent(root))
        {
            case JsonArray list:
                list.Insert(_steps[^1] == "-" ? list.Count : Index(_steps[^1], list.Count + 1), value);
                break;
            case JsonObject fields:
                fields[_steps[^1]] = value;
                break;
            default:
                throw Nothing();
        }

        return root;
    }

    /// <summary>Takes the value away and gives the root.</summary>
    public JsonNode? Remove(JsonNode? root, out JsonNode? removed)
    {
        removed = Find(root);
        if (_steps.Length == 0)
        {
            return null;
        }

        if (Parent(root) is JsonArray list)
        {
            list.RemoveAt(Index(_steps[^1], list.Count));
        }
        else
        {
            Parent(root)!.AsObject().Remove(_steps[^1]);
        }

        return root;
    }

    public override string ToString() => _text;

    private JsonNode? Parent(JsonNode? root) => _steps[..^1].Aggregate(root, Child);

    private JsonNode? Child(JsonNode? node, string step) => node switch
    {
        JsonArray list => list[Index(step, list.Count)],
        JsonObject fields when fields.TryGetPropertyValue(step, out var value) => value,
        _ => throw Nothing(),
    };

    private int Index(string step, int count) =>
        int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < count
            && (step.Length == 1 || step[0] != '0') ? index : throw Nothing();

    private FormatException Nothing() => new($"the pod has nothing at '{_text}'");
}
