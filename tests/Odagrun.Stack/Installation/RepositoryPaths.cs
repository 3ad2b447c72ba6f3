namespace Odagrun.Stack.Installation;

/// <summary>Where the checkout's own products lie: the host and the executor layer, as the Makefile builds them.</summary>
public static class RepositoryPaths
{
    /// <summary>The checkout, found upwards from the running program.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>What <c>make executor</c> makes.</summary>
    public static string ExecutorLayer => Path.Combine(Root, "out", "executor-layer");

    /// <summary>What <c>make host</c> makes.</summary>
    public static string NativeHost => Path.Combine(Root, "out", "host", "odagrun-functions");

    /// <summary>The engine of the Functions host, as it is built beside the running program.</summary>
    public static string FunctionsHost => Path.Combine(
        Root, "tests", "Odagrun.FunctionsHost", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        new DirectoryInfo(AppContext.BaseDirectory).Name, "odagrun-functions-host.dll");

    private static string Find(string directory) =>
        File.Exists(Path.Combine(directory, "Odagrun.Functions.sln"))
            ? directory
            : Find(Path.GetDirectoryName(directory) ?? throw new DirectoryNotFoundException(
                $"no Odagrun.Functions.sln above {AppContext.BaseDirectory}: run this from a checkout"));
}
