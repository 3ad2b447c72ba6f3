using Odagrun.Executor.Jobs;
using Odagrun.Executor.Variables;
using Odagrun.GitLab.Variables;

namespace Odagrun.Executor.Artifacts;

/// <summary>
/// Variables in artifact names, paths and excludes: replaced at the end of the job, as a POSIX shell does, GITLAB_ENV's included.
/// </summary>
internal sealed class PathExpansion
{
    private readonly VariableSet _variables;

    internal PathExpansion(JobSession session)
    {
        _variables = session.Variables;
        EnvironmentFile.Load(session.Directories.EnvironmentFile, _variables);
    }

    internal IReadOnlyList<string> All(IReadOnlyList<string>? texts) => [.. (texts ?? []).Select(One).Where(text => text.Length > 0)];

    internal string One(string text) => ParameterExpansion.Expand(text, name => _variables[name]);
}
