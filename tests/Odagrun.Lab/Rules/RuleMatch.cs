using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Rules;

/// <summary>The outcome of a list of rules: the rule that holds, or none.</summary>
internal sealed record RuleMatch(CiMap? Rule)
{
    public static RuleMatch None { get; } = new((CiMap?)null);
}
