using System.Globalization;
using Odagrun.Stack;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Bench.Push;

/// <summary>
/// A shell line run under GNU time: seconds, the seconds that its processes kept a core busy (what other programs of the machine change
/// least), and the most memory that one of them had.
/// </summary>
internal sealed record MeasuredLine(double Seconds, double CpuSeconds, double PeakMegabytes)
{
    /// <summary>Runs it; fails when it does.</summary>
    public static async Task<MeasuredLine> RunAsync(
        string line, IReadOnlyDictionary<string, string> environment, CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("time");
        var result = directory.File("result");
        var start = new ProcessSpec(
            Tools.Find("time"), "-o", result, "-f", "%e %U %S %M", "bash", "-o", "pipefail", "-ec", line)
        { Environment = environment };
        await using var process = ChildProcess.Start(start);
        if (await process.WaitAsync(cancellationToken) != 0)
        {
            throw new InvalidOperationException($"'{line}' ended with exit code {process.ExitCode}:\n{process.Output}");
        }

        var values = (await File.ReadAllTextAsync(result, cancellationToken)).Split(' ')
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return new MeasuredLine(values[0], values[1] + values[2], values[3] / 1000);
    }
}
