using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Odagrun.Keda.Tests.Gjson;

/// <summary>
/// As much of gjson's paths as a trigger's valueLocation needs: names, <c>#</c> (length), <c>#(path op value)#</c> (all that match),
/// <c>.</c> and <c>|</c>. Null stands for gjson's "does not exist", which KEDA takes for an error and not for 0.
/// </summary>
internal static class GjsonPath
{
    /// <summary>The number that KEDA would compare with targetValue; null: the scaler fails.</summary>
    public static double? Number(JsonNode? root, string path)
    {
        var found = Walk(root, path);
        return found?.GetValueKind() == JsonValueKind.Number ? double.Parse(found.ToString(), CultureInfo.InvariantCulture) : null;
    }

    private static JsonNode? Walk(JsonNode? node, string path)
    {
        var rest = path;
        while (rest.Length > 0)
        {
            if (node is null)
            {
                return null;
            }

            var end = EndOfPart(rest);
            node = Step(node, rest[..end]);
            rest = end < rest.Length ? rest[(end + 1)..] : "";
        }

        return node;
    }

    private static JsonNode? Step(JsonNode node, string part) => part switch
    {
        "#" => node is JsonArray list ? JsonValue.Create((double)list.Count) : null,
        _ when part.StartsWith("#(", StringComparison.Ordinal) && part.EndsWith(")#", StringComparison.Ordinal) =>
            node is JsonArray items
                ? new JsonArray([.. items.Where(item => Matches(item, part[2..^2])).Select(item => item?.DeepClone())])
                : null,
        _ when part.StartsWith("#(", StringComparison.Ordinal) && part.EndsWith(')') =>
            node is JsonArray items ? items.FirstOrDefault(item => Matches(item, part[2..^1]))?.DeepClone() : null,
        _ => (node as JsonObject)?[part]?.DeepClone(),
    };

    private static bool Matches(JsonNode? item, string query)
    {
        var at = OperatorAt(query);
        // Without an operator: whether the path is there.
        if (at < 0)
        {
            return Walk(item, query) is not null;
        }

        var left = at == 0 ? item : Walk(item, query[..at]);
        var right = JsonNode.Parse(query[(at + 2)..]);
        return left is not null && right is not null && left.GetValueKind() == right.GetValueKind() && Text(left) == Text(right);
    }

    private static string Text(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.Number
            ? double.Parse(node.ToString(), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture)
            : node.ToString();

    // '==' outside of inner parentheses and quotes.
    private static int OperatorAt(string query)
    {
        var depth = 0;
        var quoted = false;
        for (var i = 0; i + 1 < query.Length; i++)
        {
            quoted ^= query[i] == '"';
            depth += quoted ? 0 : query[i] == '(' ? 1 : query[i] == ')' ? -1 : 0;
            if (!quoted && depth == 0 && query[i] == '=' && query[i + 1] == '=')
            {
                return i;
            }
        }

        return -1;
    }

    private static int EndOfPart(string path)
    {
        var depth = 0;
        var quoted = false;
        for (var i = 0; i < path.Length; i++)
        {
            quoted ^= path[i] == '"';
            depth += quoted ? 0 : path[i] == '(' ? 1 : path[i] == ')' ? -1 : 0;
            if (!quoted && depth == 0 && (path[i] is '.' or '|'))
            {
                return i;
            }
        }

        return path.Length;
    }
}
