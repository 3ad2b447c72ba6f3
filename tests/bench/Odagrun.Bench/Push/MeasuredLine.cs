using System.Globalization;
using Odagrun.Stack;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Bench.Push;

/// <summary>A shell line run under GNU time: seconds, and the most memory that one of its processes had.</summary>
internal sealed record MeasuredLine(double Seconds, double PeakMegabytes)
{
    /// <summary>Runs it; fails when it does.</summary>
    public static async Task<MeasuredLine> RunAsync(string line, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("time");
        var result = directory.File("result");
        var start = new ProcessSpec(Tools.Find("time"), "-o", result, "-f", "%e %M", "bash", "-o", "pipefail", "-ec", line) { Environment = environment };
        await using var process = ChildProcess.Start(start);
        if (await process.WaitAsync(cancellationToken) != 0)
        {
            throw new InvalidOperationException($"'{line}' ended with exit code {process.ExitCode}:\n{process.Output}");
        }

        var values = (await File.ReadAllTextAsync(result, cancellationToken)).Split(' ').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return new MeasuredLine(values[0], values[1] / 1000);
    }
}
