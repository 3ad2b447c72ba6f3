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

        var names = list.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => session.Variables.Expand(line.TrimStart('-').Trim().Trim('"', '\'')))
            .ToHashSet(StringComparer.Ordinal);
        return [.. all.Where(dependency => names.Contains(dependency.Name ?? ""))];
    }
}
