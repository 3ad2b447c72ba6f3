using System.Globalization;
using Odagrun.Stack;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Bench;

/// <summary>Another program, run under GNU time: how long it took, and how long it kept a core busy.</summary>
internal static class TimedProcess
{
    /// <summary>Runs a shell line; fails when it does.</summary>
    public static async Task<(double Milliseconds, double CpuMilliseconds)> RunAsync(string line, CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("time");
        var result = directory.File("result");
        await using var process = ChildProcess.Start(
            new ProcessSpec(Tools.Find("time"), "-o", result, "-f", "%e %U %S", "bash", "-o", "pipefail", "-ec", line));
        if (await process.WaitAsync(cancellationToken) != 0)
        {
            throw new InvalidOperationException($"'{line}' ended with exit code {process.ExitCode}:\n{process.Output}");
        }

        var seconds = (await File.ReadAllTextAsync(result, cancellationToken)).Split(' ')
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return (seconds[0] * 1000, (seconds[1] + seconds[2]) * 1000);
    }
}
