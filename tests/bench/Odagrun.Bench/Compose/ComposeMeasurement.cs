using System.Diagnostics;
using System.Globalization;

namespace Odagrun.Bench.Compose;

/// <summary>Composing an image whose parts are all in the registry, beside what other programs need for it.</summary>
internal sealed class ComposeMeasurement : IMeasurement
{
    private const int Times = 30;
    private const int FewTimes = 3;

    public string Name => "compose";

    public async Task<ResultTable> RunAsync(CancellationToken cancellationToken)
    {
        var table = new ResultTable(
            "Composing an image in the registry", ["what", "min / median / max, ms", "requests", "layer bytes sent", "goal"]);
        await using var stage = await ComposeStage.CreateAsync(cancellationToken);
        var tools = new DebianTools();
        var missing = await tools.FetchAsync(cancellationToken);
        var competitors = new Competitors(stage, tools);
        var crane = missing is null ? new Sample() : null;
        await MeasureOwnAsync(table, stage, crane, competitors, cancellationToken);
        table.Add("crane append, layer there after the first", crane?.Summary ?? $"not available: {missing}", "", "", "");
        await MeasureAsync(
            table, "skopeo copy of the base, within the registry", missing, Times, () => competitors.SkopeoCopyAsync(cancellationToken));
        await MeasureAsync(table, "buildah from, add, commit, push", missing, FewTimes, () => competitors.BuildahAsync(cancellationToken));
        table.Note(
            "Base: one layer of 40 MB; on top: one layer of 9 MB. The others' times hold their process start; ours run in a program that runs already.");
        table.Note($"odagrun and crane by turns, {Times} times.");
        table.Note(
            "\"First time\": another image each time, by a composer that remembers nothing and has no connection open. \"Second\": the same once more.");
        return table;
    }

    private static async Task MeasureOwnAsync(
        ResultTable table, ComposeStage stage, Sample? crane, Competitors competitors, CancellationToken cancellationToken)
    {
        var (first, second) = (new Sample(), new Sample());
        int firstRequests = 0, secondRequests = 0;
        long bytes = 0;
        for (var i = -1; i < Times; i++)
        {
            using var own = new OwnComposer();
            var started = Stopwatch.GetTimestamp();
            var composed = await own.Composer.ComposeAsync(stage.Request(i), cancellationToken);
            var between = Stopwatch.GetTimestamp();
            var requests = own.Counter.Requests;
            await own.Composer.ComposeAsync(stage.Request(i), cancellationToken);
            var ended = Stopwatch.GetTimestamp();
            if (crane is not null)
            {
                // By turns, so that both see the same machine.
                await competitors.CraneAppendAsync(cancellationToken);
            }

            var craneEnded = Stopwatch.GetTimestamp();
            if (i < 0)
            {
                // The first of all pays for the JIT.
                continue;
            }

            first.Add(Stopwatch.GetElapsedTime(started, between).TotalMilliseconds);
            crane?.Add(Stopwatch.GetElapsedTime(ended, craneEnded).TotalMilliseconds);
            second.Add(Stopwatch.GetElapsedTime(between, ended).TotalMilliseconds);
            firstRequests = Math.Max(firstRequests, requests);
            secondRequests = Math.Max(secondRequests, own.Counter.Requests - requests);
            bytes += composed.BlobBytesSent;
        }

        table.Add("odagrun, first time", first.Summary, Text(firstRequests), Text(bytes), "≤ 8 requests, 0 bytes, ≤ crane");
        table.Add("odagrun, second time", second.Summary, Text(secondRequests), "0", "≤ 1 request");
    }

    private static async Task MeasureAsync(ResultTable table, string what, string? missing, int times, Func<Task> action)
    {
        if (missing is not null)
        {
            table.Add(what, $"not available: {missing}", "", "", "");
            return;
        }

        try
        {
            table.Add(what, (await Sample.OfAsync(times, action)).Summary, "", "", "");
        }
        catch (Exception e) when (e is ToolMissingException or System.ComponentModel.Win32Exception)
        {
            table.Add(what, $"not available: {e.Message}", "", "", "");
        }
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
