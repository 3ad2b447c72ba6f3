using Odagrun.Lab.Payload;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Rules;

/// <summary>What rules can ask for: variables (later ones win), and the commit.</summary>
internal sealed class RuleContext(CommitContent commit, IReadOnlyList<CiVariable> variables)
{
    private readonly Dictionary<string, CiVariable> _byKey =
        VariableExpansion.ExpandAll(variables).GroupBy(variable => variable.Key).ToDictionary(group => group.Key, group => group.Last());

    public PipelineSource Source => commit.Source;

    public CommitContent Commit => commit;

    public string? Value(string name) => _byKey.GetValueOrDefault(name)?.Value;

    public string Expand(string text) => VariableExpansion.Expand(text, [.. _byKey.Values]);
}
