using Odagrun.Executor.Jobs;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Artifacts;

/// <summary>Which earlier jobs' artifacts a job wants.</summary>
internal static class ArtifactDependencies
{
    /// <summary>
    /// Those that have artifacts; where the variable <c>dependencies</c> is set (a YAML list of job names), only those it names.
    /// </summary>
    internal static IReadOnlyList<JobDependency> Of(JobSession session)
    {
        var all = (session.Job.Payload.Dependencies ?? []).Where(dependency => dependency.ArtifactsFile?.Filename is { Length: > 0 });
        if (session.Variables["dependencies"] is not { Length: > 0 } list)
        {
            return [.. all];
        }

        var names = Items(list).Select(name => session.Variables.Expand(name.Trim('"', '\''))).ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(dependency => names.Contains(dependency.Name ?? ""))];
    }

    // "- a" on lines of their own, or "[a, b]"; a bare name is a list of one.
    private static IEnumerable<string> Items(string list)
    {
        const StringSplitOptions options = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        return list.Trim() is ['[', .. var flow, ']']
            ? flow.Split(',', options)
            : list.Split('\n', options).Where(line => line[0] != '#')
                .Select(line => line is ['-', ' ' or '\t', ..] ? line[1..].Trim() : line);
    }
}
