namespace Odagrun.Stack.Services;

/// <summary>
/// Where the programs are that <c>make tools</c> fetches: below <c>ODAGRUN_TOOLS</c>, else <c>~/.cache/odagrun/tools</c>, else on the PATH.
/// </summary>
public static class Tools
{
    /// <summary>The cache directory that <c>make tools</c> fills.</summary>
    public static string Directory { get; } = Environment.GetEnvironmentVariable("ODAGRUN_TOOLS") is { Length: > 0 } configured
        ? configured
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "odagrun", "tools");

    /// <summary>The path of a program.</summary>
    /// <exception cref="FileNotFoundException">It is nowhere: <c>make tools</c> has not run.</exception>
    public static string Find(string program, params string[] placesInCache)
    {
        var candidates = placesInCache.Select(place => Path.Combine(Directory, place))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/sbin")
                .Select(place => Path.Combine(place, program)));
        return candidates.FirstOrDefault(File.Exists)
            ?? throw new FileNotFoundException($"{program} is neither below {Directory} nor on the PATH: run 'make tools' first", program);
    }
}
