using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Rules;

/// <summary><c>only</c> and <c>except</c>: refs by name, pattern or kind, variables, changes.</summary>
internal static class OnlyExcept
{
    public static async Task<bool> IncludesAsync(CiMap job, RuleContext context, KeyReader keys, CancellationToken cancellationToken)
    {
        if (job.Has("only") && !await AllAsync(job["only"]!, "only", context, keys, cancellationToken))
        {
            return false;
        }

        if (!job.Has("only") && !RefMatches("branches", context) && !RefMatches("tags", context))
        {
            return false;
        }

        return !job.Has("except") || !await AnyAsync(job["except"]!, "except", context, keys, cancellationToken);
    }

    private static async Task<bool> AllAsync(
        CiNode node, string key, RuleContext context, KeyReader keys, CancellationToken cancellationToken)
    {
        foreach (var part in Parts(node))
        {
            if (!await PartAsync(part.Key, part.Value, key, context, keys, cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    private static async Task<bool> AnyAsync(
        CiNode node, string key, RuleContext context, KeyReader keys, CancellationToken cancellationToken)
    {
        foreach (var part in Parts(node))
        {
            if (await PartAsync(part.Key, part.Value, key, context, keys, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private static IEnumerable<KeyValuePair<string, CiNode>> Parts(CiNode node) =>
        node is CiMap map ? map.Entries : [KeyValuePair.Create("refs", node)];

    private static async Task<bool> PartAsync(
        string part, CiNode node, string key, RuleContext context, KeyReader keys, CancellationToken cancellationToken)
    {
        switch (part)
        {
            case "refs":
                return (keys.Texts(node, key) ?? []).Any(name => RefMatches(name, context));
            case "variables":
                return (keys.Texts(node, $"{key}:variables") ?? []).Any(text => Holds(text, node, key, context, keys));
            case "changes":
                return await RuleEvaluator.ChangedAsync(node, context, keys, cancellationToken);
            default:
                keys.Fail($"{key}:{part}", node, "is not supported by the Lab");
                return false;
        }
    }

    private static bool Holds(string text, CiNode node, string key, RuleContext context, KeyReader keys)
    {
        try
        {
            return RuleExpression.Parse(text).Holds(context.Value);
        }
        catch (ExpressionException e)
        {
            keys.Fail($"{key}:variables", node, $"'{text}' cannot be read: {e.Message}");
            return false;
        }
    }

    private static bool RefMatches(string name, RuleContext context)
    {
        var source = context.Source;
        return name switch
        {
            "branches" => !source.IsTag,
            "tags" => source.IsTag,
            "pushes" => source.Kind == "push",
            "web" or "api" => source.Kind == name,
            "schedules" or "triggers" or "pipelines" => source.Kind == name.TrimEnd('s'),
            "merge_requests" or "external" or "chat" => false,
            _ => Pattern.TryParse(name)?.IsMatch(source.Ref) ?? name == source.Ref,
        };
    }
}
