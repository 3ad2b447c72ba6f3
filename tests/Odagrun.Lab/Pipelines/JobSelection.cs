using Odagrun.Lab.Rules;
using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Pipelines;

/// <summary>Decides by rules, only and except whether a job is part of the pipeline, and applies what the rule says.</summary>
internal static class JobSelection
{
    /// <summary>The job as it is to be run; null: it is left out.</summary>
    public static async Task<CiJob?> SelectAsync(
        CiJob job, CiMap map, RuleContext context, List<string> errors, CancellationToken cancellationToken)
    {
        var keys = new KeyReader($"jobs:{job.Key}", errors);
        if (!map.Has("rules"))
        {
            return job.When != "never" && await OnlyExcept.IncludesAsync(map, context, keys, cancellationToken) ? job : null;
        }

        if (map.Has("only") || map.Has("except"))
        {
            keys.Fail("rules", map["rules"], "cannot be used together with only or except");
        }

        var match = await RuleEvaluator.FirstAsync(map["rules"], context, keys, cancellationToken);
        return match.Rule is { } rule ? Apply(job, rule, keys) : null;
    }

    private static CiJob? Apply(CiJob job, CiMap rule, KeyReader keys)
    {
        var when = keys.OneOf(rule, "when", "on_success", "on_failure", "always", "never", "manual", "delayed") ?? job.When;
        if (when == "never")
        {
            return null;
        }

        var startIn = keys.Text(rule, "start_in") is { } text && Durations.TryParse(text, out var duration) ? duration : job.StartIn;
        return job with
        {
            When = when,
            StartIn = startIn,
            AllowFailure = keys.Flag(rule, "allow_failure") ?? job.AllowFailure,
            Variables = [.. job.Variables, .. VariableReader.Read(keys.Map(rule, "variables"), keys)],
            Needs = rule.Has("needs") ? NeedsReader.Read(rule, keys) : job.Needs,
            Interruptible = keys.Flag(rule, "interruptible") ?? job.Interruptible,
        };
    }
}
