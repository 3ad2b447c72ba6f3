using System.Diagnostics;
using System.Globalization;
using Odagrun.Stack;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.Bench.Hosts;

/// <summary>The functions' program as custom handler and by itself: from exec until it is ready, and what it holds when idle.</summary>
internal sealed class HostsMeasurement : IMeasurement
{
    private const int Starts = 20;

    private static readonly TimeSpan IdleTime = TimeSpan.FromSeconds(5);

    public string Name => "hosts";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("hosts");
        using var client = new HttpClient();
        var table = new ResultTable("Hosts of the functions", ["what", "value", "goal"]);
        table.Add(
            "program", string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(RepositoryPaths.NativeHost).Length / 1e6:F1} MB"), "");

        var handler = new Sample();
        var alone = new Sample();
        for (var start = 0; start <= Starts; start++)
        {
            var (asHandler, byItself) = (await HandlerAsync(directory, client, cancellationToken),
                await StandaloneAsync(directory, cancellationToken));
            if (start > 0)
            {
                handler.Add(asHandler);
                alone.Add(byItself);
            }
        }

        table.Add($"custom handler, exec to its first answer, {Starts} starts, min / median / max", handler.Summary + " ms", "≤ 50 ms");
        table.Add($"Standalone, exec to 'ready', {Starts} starts, min / median / max", alone.Summary + " ms", "≤ 50 ms");
        table.Add("custom handler, idle, resident", await HandlerMemoryAsync(directory, client, cancellationToken), "≤ 60 MB");
        table.Add("Standalone, idle, resident", await StandaloneMemoryAsync(directory, cancellationToken), "≤ 60 MB");
        return table;
    }

    private static async Task<double> HandlerAsync(WorkDirectory directory, HttpClient client, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        var begin = Stopwatch.GetTimestamp();
        await using var process = Start(directory, port);
        await AnswersAsync(client, port, process, cancellationToken);
        var took = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        await process.KillAsync(cancellationToken);
        return took;
    }

    private static async Task<double> StandaloneAsync(WorkDirectory directory, CancellationToken cancellationToken)
    {
        var begin = Stopwatch.GetTimestamp();
        await using var process = Start(directory, port: null);
        await process.WaitForLineAsync("Odagrun is ready", cancellationToken);
        var took = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        await process.KillAsync(cancellationToken);
        return took;
    }

    // After a call: the functions themselves are made by the first.
    private static async Task<string> HandlerMemoryAsync(WorkDirectory directory, HttpClient client, CancellationToken cancellationToken)
    {
        var port = FreePort.Next();
        await using var process = Start(directory, port);
        await AnswersAsync(client, port, process, cancellationToken);
        using var tick = new StringContent("""{"Data":{"timer":{"IsPastDue":false}},"Metadata":{}}""");
        using var answer = await client.PostAsync(new Uri($"http://127.0.0.1:{port}/Reconcile"), tick, cancellationToken);
        answer.EnsureSuccessStatusCode();
        await Task.Delay(IdleTime, cancellationToken);
        return ProcessMemory.Resident(process.Id);
    }

    private static async Task<string> StandaloneMemoryAsync(WorkDirectory directory, CancellationToken cancellationToken)
    {
        await using var process = Start(directory, port: null);
        await process.WaitForLineAsync("Odagrun is ready", cancellationToken);
        await Task.Delay(IdleTime, cancellationToken);
        return ProcessMemory.Resident(process.Id);
    }

    private static async Task AnswersAsync(HttpClient client, int port, ChildProcess process, CancellationToken cancellationToken)
    {
        while (!process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(1), cancellationToken);
            }
        }

        throw new InvalidOperationException($"the handler ended:\n{process.Output}");
    }

    // Nothing it needs further on is there: it is ready before it asks for anything.
    private static ChildProcess Start(WorkDirectory directory, int? port)
    {
        var nobody = $"127.0.0.1:{FreePort.Next()}";
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = $"DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;QueueEndpoint=http://{nobody}/a;",
            ["Odagrun__Runners__0__Url"] = $"http://{nobody}",
            ["Odagrun__Runners__0__Token"] = "glrt-bench",
            ["Odagrun__Registry__Host"] = nobody,
            ["Odagrun__Executor__LayerDirectory"] = RepositoryPaths.ExecutorLayer,
            ["Odagrun__Jobs__Directory"] = directory.File("jobs"),
            ["Odagrun__Runc__Directory"] = directory.File("pods"),
        };
        if (port is { } known)
        {
            settings["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{known}";
        }

        return ChildProcess.Start(
            new ProcessSpec(RepositoryPaths.NativeHost) { Environment = settings, WorkingDirectory = directory.Path });
    }
}
