using Odagrun.Executor.Commands;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Scripts;

/// <summary>The environment that the image and the pod gave this process, without what was meant for the executor alone.</summary>
internal sealed class ImageEnvironment(IReadOnlyDictionary<string, string> given)
{
    private const string DefaultPath = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    /// <summary>PATH, with the integrated commands at its end.</summary>
    internal string SearchPath =>
        (given.GetValueOrDefault("PATH") is { Length: > 0 } path ? path : DefaultPath) + ":" + CommandNames.Directory;

    /// <summary>The image's variables, the job's laid over them.</summary>
    internal Dictionary<string, string> With(VariableSet variables, JobDirectories directories)
    {
        var result = new Dictionary<string, string>(given, StringComparer.Ordinal) { ["PATH"] = SearchPath };
        foreach (var variable in variables.All)
        {
            result[variable.Name] = variable.Visible;
        }

        // A job variable of that name replaces the image's; the integrated commands stay.
        if (!result["PATH"].Split(':').Contains(CommandNames.Directory, StringComparer.Ordinal))
        {
            result["PATH"] = $"{result["PATH"].TrimEnd(':')}:{CommandNames.Directory}".TrimStart(':');
        }

        // An arbitrary uid has no home in the image; many tools give up where they can't write to it.
        if (!result.TryGetValue("HOME", out var home) || !IsWritable(home))
        {
            result["HOME"] = directories.Home;
            Directory.CreateDirectory(directories.Home);
        }

        return result;
    }

    private static bool IsWritable(string directory) =>
        Directory.Exists(directory) && Native.Libc.Access(directory, Native.Libc.WriteAccess) == 0;
}
