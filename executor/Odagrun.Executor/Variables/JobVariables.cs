using Odagrun.Executor.Jobs;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Variables;

/// <summary>Puts a job's variables together: the runner's own, then GitLab's, then those nobody may change.</summary>
internal static class JobVariables
{
    /// <summary>All variables of the job, expanded.</summary>
    /// <exception cref="JobConfigurationException">A variable that no program can be given.</exception>
    internal static VariableSet Build(JobRequest job, JobDirectories directories)
    {
        var variables = new VariableSet();
        foreach (var (name, value) in RunnerVariables.Before(job, directories))
        {
            variables.Set(name, value);
        }

        foreach (var file in RunnerVariables.Files(job, directories))
        {
            variables.Set(file);
        }

        foreach (var variable in job.Payload.Variables ?? [])
        {
            Add(variables, variable, directories);
        }

        // Only GitLab's own registry has these names: without one, they are nobody's.
        foreach (var name in (string[])["CI_REGISTRY", "CI_REGISTRY_IMAGE"])
        {
            variables.Remove(name);
        }

        foreach (var (name, value) in RunnerVariables.After(job, directories))
        {
            variables.Set(name, value);
        }

        Expand(variables);
        return variables;
    }

    private static void Add(VariableSet variables, JobVariable variable, JobDirectories directories)
    {
        // Feature flags are no variables of the job; the executor has none.
        if (variable.Key is not { Length: > 0 } name || name.StartsWith("FF_", StringComparison.Ordinal))
        {
            return;
        }

        var value = variable.Value ?? "";
        if (Flaw(name, value, variable.File) is { } flaw)
        {
            throw new JobConfigurationException(
                $"the variable '{name.Replace('\0', '?')}' has {flaw}, and no program can be given that; correct it in the project's CI/CD settings or in .gitlab-ci.yml");
        }

        // GitLab sends its own first: the first of a protected name is the true one.
        if (!ProtectedNames.Contains(name) || !variables.TryGet(name, out _))
        {
            variables.Set(new Variable(name, value, variable.Raw, variable.File ? Path.Combine(directories.Temporary, name) : null));
        }
    }

    private static string? Flaw(string name, string value, bool isFile) =>
        name.Contains('\0', StringComparison.Ordinal) ? "a NUL character (U+0000) in its name"
        : name.Contains('=', StringComparison.Ordinal) ? "'=' in its name"
        : !isFile && value.Contains('\0', StringComparison.Ordinal) ? "a NUL character (U+0000) in its value"
        : null;

    // One pass over the values as they were, so that nothing is expanded twice.
    private static void Expand(VariableSet variables)
    {
        var expanded = variables.All
            .Where(variable => !variable.IsRaw && variable.FilePath is null && variable.Value.Contains('$', StringComparison.Ordinal))
            .Select(variable => variable with { Value = variables.Expand(variable.Value) })
            .ToList();
        foreach (var variable in expanded)
        {
            variables.Set(variable);
        }
    }
}
