using System.Globalization;
using Odagrun.Executor.Git;
using Odagrun.Executor.Jobs;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Sources;

/// <summary>Reads the GIT_* variables; a value that makes no sense is a warning, and the default counts.</summary>
internal sealed class GitVariables(VariableSet variables, Action<string> warn)
{
    /// <summary>False for GIT_STRATEGY none and empty.</summary>
    internal static bool FetchesSources(JobSession session) => session.Variables["GIT_STRATEGY"] is not ("none" or "empty");

    /// <summary>GIT_STRATEGY.</summary>
    internal GitStrategy Strategy(bool allowFetch)
    {
        var byDefault = allowFetch ? GitStrategy.Fetch : GitStrategy.Clone;
        return variables["GIT_STRATEGY"] switch
        {
            null or "" => byDefault,
            "fetch" => GitStrategy.Fetch,
            "clone" => GitStrategy.Clone,
            "none" => GitStrategy.None,
            "empty" => GitStrategy.Empty,
            var other => Default("GIT_STRATEGY", other, byDefault, "fetch, clone, none or empty"),
        };
    }

    /// <summary>GIT_SUBMODULE_*.</summary>
    internal SubmoduleOptions Submodules() => new()
    {
        Strategy = variables["GIT_SUBMODULE_STRATEGY"] switch
        {
            null or "" or "none" => SubmoduleStrategy.None,
            "normal" => SubmoduleStrategy.Normal,
            "recursive" => SubmoduleStrategy.Recursive,
            var other => Default("GIT_SUBMODULE_STRATEGY", other, SubmoduleStrategy.None, "none, normal or recursive"),
        },
        Depth = Number("GIT_SUBMODULE_DEPTH"),
        Paths = variables["GIT_SUBMODULE_PATHS"]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
        ForceHttps = variables.IsOn("GIT_SUBMODULE_FORCE_HTTPS"),
    };

    /// <summary>GIT_CLEAN_FLAGS; null for <c>none</c>.</summary>
    internal CleanFlags? Clean()
    {
        var words = (variables["GIT_CLEAN_FLAGS"] ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["none"])
        {
            return null;
        }

        if (words.Length == 0)
        {
            return CleanFlags.Default;
        }

        var flags = new CleanFlagReader();
        return flags.Read(words) ?? Default("GIT_CLEAN_FLAGS", variables["GIT_CLEAN_FLAGS"] ?? "", CleanFlags.Default, "the options -d -f -ff -x -X -q -e of git clean");
    }

    /// <summary>GET_SOURCES_ATTEMPTS and its like: from 1 to 10.</summary>
    internal int Attempts(string name) => Math.Clamp(Number(name) ?? 1, 1, 10);

    private int? Number(string name)
    {
        var text = variables[name];
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : Default<int?>(name, text, null, "a whole number");
    }

    private T Default<T>(string name, string value, T byDefault, string allowed)
    {
        warn($"{name} is '{value}'; it must be {allowed}: the default counts");
        return byDefault;
    }
}
