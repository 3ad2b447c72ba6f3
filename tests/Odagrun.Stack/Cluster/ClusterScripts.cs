using System.Globalization;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Cluster;

/// <summary>The scripts in tests/cluster.</summary>
internal static class ClusterScripts
{
    /// <summary>Starts a cluster that ends with this process, and gives what up.sh tells: names and values.</summary>
    public static async Task<Dictionary<string, string>> UpAsync(string directory)
    {
        var output = await RunAsync(
            "up.sh", [directory, Environment.ProcessId.ToString(CultureInfo.InvariantCulture)], CancellationToken.None);
        return output.Split('\n', StringSplitOptions.TrimEntries)
            .Select(line => line.Split('=', 2))
            .Where(parts => parts.Length == 2)
            .ToDictionary(parts => parts[0], parts => parts[1]);
    }

    /// <summary>Runs a script to its end and gives what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    public static async Task<string> RunAsync(string script, string[] arguments, CancellationToken cancellationToken)
    {
        var path = Path.Combine(RepositoryPaths.Root, "tests", "cluster", script);
        await using var process = ChildProcess.Start(new ProcessSpec(path, arguments));
        var code = await process.WaitAsync(cancellationToken);
        return code == 0
            ? process.Output
            : throw new InvalidOperationException($"{path} {string.Join(' ', arguments)} ended with {code}:\n{process.Output}");
    }
}
