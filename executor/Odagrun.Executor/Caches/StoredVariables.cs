using Odagrun.Executor.Jobs;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Caches;

/// <summary>Variables that a work space carries from job to job.</summary>
internal static class StoredVariables
{
    /// <summary>Sets one; names that rights derive from are left alone.</summary>
    internal static void Set(JobSession session, string name, string value)
    {
        if (!ProtectedNames.Contains(name))
        {
            session.Variables.Set(new Variable(name, value, IsRaw: true));
        }
    }

    /// <summary>The values of the names as the job's end knows them, GITLAB_ENV's included; null where none has one.</summary>
    internal static IReadOnlyDictionary<string, string>? Read(JobSession session, IReadOnlyList<string> names)
    {
        if (names.Count == 0)
        {
            return null;
        }

        EnvironmentFile.Load(session.Directories.EnvironmentFile, session.Variables);
        var values = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in names.Where(name => !ProtectedNames.Contains(name)))
        {
            if (session.Variables[name] is { } value)
            {
                values[name] = value;
            }
        }

        return values.Count == 0 ? null : values;
    }
}
