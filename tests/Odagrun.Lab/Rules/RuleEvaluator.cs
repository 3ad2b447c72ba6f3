using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Rules;

/// <summary>Finds the first of some <c>rules</c> that holds.</summary>
internal static class RuleEvaluator
{
    private static readonly HashSet<string> Known =
        ["if", "changes", "exists", "when", "allow_failure", "variables", "start_in", "needs", "interruptible", "auto_cancel"];

    public static async Task<RuleMatch> FirstAsync(CiNode? rules, RuleContext context, KeyReader keys, CancellationToken cancellationToken)
    {
        foreach (var node in KeyReader.Items(rules))
        {
            if (node is not CiMap rule)
            {
                keys.Fail("rules", node, "must be a list of mappings with if, changes, exists or when");
                continue;
            }

            keys.For("rules").OnlyKnown(rule, Known);
            if (await HoldsAsync(rule, context, keys, cancellationToken))
            {
                return new RuleMatch(rule);
            }
        }

        return RuleMatch.None;
    }

    private static async Task<bool> HoldsAsync(CiMap rule, RuleContext context, KeyReader keys, CancellationToken cancellationToken) =>
        (!rule.Has("if") || If(rule, context, keys))
        && (!rule.Has("changes") || await ChangedAsync(rule["changes"]!, context, keys, cancellationToken))
        && (!rule.Has("exists") || await ExistsAsync(rule["exists"]!, context, keys, cancellationToken));

    private static bool If(CiMap rule, RuleContext context, KeyReader keys)
    {
        var text = keys.Text(rule, "if") ?? "";
        try
        {
            return RuleExpression.Parse(text).Holds(context.Value);
        }
        catch (ExpressionException e)
        {
            keys.Fail("rules:if", rule["if"], $"'{text}' cannot be read: {e.Message}");
            return false;
        }
    }

    public static async Task<bool> ChangedAsync(CiNode node, RuleContext context, KeyReader keys, CancellationToken cancellationToken)
    {
        var (paths, compareTo) = node is CiMap map
            ? (keys.Texts(map, "paths"), keys.Text(map, "compare_to"))
            : (keys.Texts(node, "changes"), null);
        var changed = await context.Commit.ChangesAsync(compareTo is null ? null : context.Expand(compareTo), cancellationToken);
        return changed is null || AnyMatch(paths, changed, context);
    }

    private static async Task<bool> ExistsAsync(CiNode node, RuleContext context, KeyReader keys, CancellationToken cancellationToken)
    {
        var paths = node is CiMap map ? keys.Texts(map, "paths") : keys.Texts(node, "exists");
        return AnyMatch(paths, await context.Commit.FilesAsync(cancellationToken), context);
    }

    private static bool AnyMatch(IReadOnlyList<string>? patterns, IReadOnlyList<string> files, RuleContext context) =>
        (patterns ?? []).Select(context.Expand).Any(pattern => files.Any(file => Glob.Matches(pattern, file)));
}
