using System.Globalization;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Sources;

/// <summary>What the workflow itself asks of the variables around get_sources.</summary>
internal static class GitVariables
{
    /// <summary>False for GIT_STRATEGY none and empty.</summary>
    internal static bool FetchesSources(JobSession session) => session.Variables["GIT_STRATEGY"] is not ("none" or "empty");

    /// <summary>GET_SOURCES_ATTEMPTS and its like: from 1 to 10.</summary>
    internal static int Attempts(VariableSet variables, string name) =>
        int.TryParse(variables[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, 10) : 1;
}
