using System.Globalization;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.Bench;

/// <summary>The executor: size of the binary and of its layer, and how long it takes from exec to its own first line.</summary>
internal sealed class ExecutorMeasurement : IMeasurement
{
    public string Name => "executor";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        var table = new ResultTable("Executor", ["what", "value", "goal"]);
        var binary = Path.Combine(RepositoryPaths.Root, "out", "executor-publish", "odagrun");
        table.Add("binary", MiB(new FileInfo(binary).Length), "≤ 12 MB");
        table.Add("layer, compressed", MiB(new FileInfo(Path.Combine(RepositoryPaths.ExecutorLayer, "layer.tar.gz")).Length), "≤ 12 MB");
        var start = await Sample.OfAsync(20, () => VersionAsync(binary, cancellationToken));
        table.Add("exec to end of --version, min / median / max", start.Summary + " ms", "≤ 30 ms");
        var floor = await Sample.OfAsync(20, () => RunAsync("/bin/true", [], cancellationToken));
        table.Add("/bin/true the same way", floor.Summary + " ms", "");
        table.Note("Both are run through this program's process start; the difference of the two is the executor's own.");
        return table;
    }

    private static async Task VersionAsync(string binary, CancellationToken cancellationToken)
    {
        // Its own loader lies at /.odagrun in job images only; here the system's loads it.
        await RunAsync(
            "/lib64/ld-linux-x86-64.so.2", ["--library-path", Path.GetDirectoryName(binary)!, binary, "--version"], cancellationToken);
    }

    private static async Task RunAsync(string program, string[] arguments, CancellationToken cancellationToken)
    {
        await using var process = ChildProcess.Start(new ProcessSpec(program, arguments));
        if (await process.WaitAsync(cancellationToken) != 0)
        {
            throw new InvalidOperationException($"{program} ended with exit code {process.ExitCode}:\n{process.Output}");
        }
    }

    private static string MiB(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");
}
