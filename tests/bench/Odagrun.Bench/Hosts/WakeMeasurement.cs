using System.Globalization;
using Odagrun.Lab;
using Odagrun.Lab.Running;
using Odagrun.Stack.Functions;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

namespace Odagrun.Bench.Hosts;

/// <summary>
/// From nothing at all to a job's first line, in parts: the poller is started when KEDA would see the pending job, the worker when it
/// would see the ticket. KEDA's own polls are modelled, half an interval each in the mean.
/// </summary>
internal sealed class WakeMeasurement : IMeasurement
{
    private const string Project = "bench/wake";
    private const string Marker = "first-line-of-the-script";
    private const int Wakes = 10;
    private const int PollingInterval = 10;

    private static readonly string[] Lines = [": received", ": acknowledged", ": preparing", ": prepared", ": started"];

    public string Name => "wake";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        await using var parts = await LabWithRunner.StartAsync(
            new LabWithRunnerOptions
            {
                Lab = new LabOptions { TraceUpdateInterval = TimeSpan.FromSeconds(1) },
                Settings = new Dictionary<string, string> { ["Logging__LogLevel__Odagrun"] = "Debug" },
            },
            cancellationToken);
        var image = await parts.PushBusyboxAsync(cancellationToken);
        await parts.Lab.CreateProjectAsync(Project, new Dictionary<string, string>
        {
            [".gitlab-ci.yml"] = $"job:\n  image: {image}\n  script: [echo {Marker}]\n",
        }, cancellationToken);

        var samples = Enumerable.Range(0, 6).Select(_ => new Sample()).ToList();
        for (var wake = 0; wake <= Wakes; wake++)
        {
            var times = await WakeAsync(parts, cancellationToken);
            foreach (var (index, time) in (wake == 0 ? [] : times).Index())
            {
                samples[index].Add(time);
            }
        }

        return Table(samples);
    }

    private static ResultTable Table(List<Sample> samples)
    {
        var table = new ResultTable("From zero to a job's first line", ["part", "ms, min / median / max"]);
        var poll = string.Create(
            CultureInfo.InvariantCulture, $"{PollingInterval * 1000 / 2} (modelled: pollingInterval {PollingInterval} s)");
        table.Add("KEDA sees the pending job", poll);
        table.Add("poller: exec → job received", samples[0].Summary);
        table.Add("poller: received → stored, enqueued, acknowledged", samples[1].Summary);
        table.Add("KEDA sees the ticket", poll);
        table.Add("worker: exec → preparing", samples[2].Summary);
        table.Add("worker: preparing → prepared", samples[3].Summary);
        table.Add("worker: prepared → pod started", samples[4].Summary);
        table.Add("pod: started → the script's first line", samples[5].Summary);
        table.Note("A cluster's own part, scheduling a pod and pulling its image, comes on top twice: it is not of this program.");
        return table;
    }

    private static async Task<double[]> WakeAsync(LabWithRunner parts, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, DateTimeOffset>();
        await using var poller = new Deployment("poller", Spec(parts, seen, "PollGitLab"));
        await using var worker = new Deployment("worker", Spec(parts, seen, "PrepareJob", "StartJob", "FollowJob", "Reconcile"));
        var pipeline = await parts.Lab.CreatePipelineAsync(Project, "main", cancellationToken);

        var pollerBegins = TimeProvider.System.GetUtcNow();
        await poller.ScaleAsync(1, cancellationToken);
        await poller.Process!.WaitForLineAsync(": acknowledged", cancellationToken);
        var workerBegins = TimeProvider.System.GetUtcNow();
        await worker.ScaleAsync(1, cancellationToken);
        var ended = await parts.Lab.WaitForPipelineAsync(pipeline.Id, cancellationToken);
        await worker.Process!.WaitForLineAsync(": finished", cancellationToken);

        var line = parts.Lab.Trace(ended.Jobs[0].Id).Split('\n')
            .First(line => line.EndsWith(Marker, StringComparison.Ordinal) && !line.Contains('$', StringComparison.Ordinal));
        var first = DateTimeOffset.Parse(line[..line.IndexOf(' ', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        lock (seen)
        {
            DateTimeOffset[] moments = [.. Lines.Select(text => seen[text])];
            return
            [
                Between(pollerBegins, moments[0]), Between(moments[0], moments[1]), Between(workerBegins, moments[2]),
                Between(moments[2], moments[3]), Between(moments[3], moments[4]), Between(moments[4], first),
            ];
        }
    }

    private static double Between(DateTimeOffset from, DateTimeOffset to) => (to - from).TotalMilliseconds;

    private static ProcessSpec Spec(LabWithRunner parts, Dictionary<string, DateTimeOffset> seen, params string[] functions)
    {
        var settings = new Dictionary<string, string>(parts.Installation.Settings);
        foreach (var (index, function) in functions.Index())
        {
            settings[$"AzureFunctionsJobHost__functions__{index}"] = function;
        }

        return new ProcessSpec(RepositoryPaths.NativeHost)
        {
            Environment = settings,
            WorkingDirectory = Path.GetDirectoryName(parts.Installation.JobsDirectory),
            OnLine = line => Note(seen, line),
        };
    }

    private static void Note(Dictionary<string, DateTimeOffset> seen, string line)
    {
        var now = TimeProvider.System.GetUtcNow();
        lock (seen)
        {
            foreach (var text in Lines.Where(text => line.Contains(text, StringComparison.Ordinal)))
            {
                seen.TryAdd(text, now);
            }
        }
    }
}
