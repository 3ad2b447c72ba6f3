using System.Globalization;
using System.Text.Json;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;
using Spectre.Console;

namespace Odagrun.Lab.Running;

/// <summary>The table at the end: each job's result and where its time went.</summary>
internal static class PipelineReport
{
    private static readonly string[] Phases = ["git", "artifacts", "script", "upload"];

    public static async Task WriteAsync(LabWithRunner parts, PipelineView pipeline, TextWriter output, CancellationToken cancellationToken)
    {
        var journal = await JournalAsync(parts, pipeline, cancellationToken);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Math.Max(console.Profile.Width, 120);
        var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle($"Pipeline {pipeline.Id}: {pipeline.Status.ToString().ToLowerInvariant()}") };
        table.AddColumns("job", "result");
        string[] columns = ["queue", "compose", "start", .. Phases, "total"];
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var job in pipeline.Jobs)
        {
            table.AddRow([Markup.Escape(job.Name), Result(job), .. Times(job, journal.GetValueOrDefault(job.Id))]);
        }

        console.Write(table);
        console.WriteLine("Milliseconds. queue: pending until the runner had it; compose: its image put together; start: until the executor said running.");
    }

    private static string Result(JobView job) => job.Status switch
    {
        JobStatus.Success => "[green]success[/]",
        JobStatus.Failed => $"[red]failed[/] ({Markup.Escape(job.FailureReason ?? "")})",
        var other => other.ToString().ToLowerInvariant(),
    };

    private static IEnumerable<string> Times(JobView job, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return Enumerable.Repeat("", Phases.Length + 4);
        }

        var (received, prepared) = (Time(entry, "received"), Time(entry, "prepared"));
        return
        [
            Span(job.QueuedAt, received),
            Span(received, prepared),
            Span(prepared, job.StartedAt),
            .. Phases.Select(phase => entry.TryGetProperty("phases", out var phases) && phases.ValueKind == JsonValueKind.Object && phases.TryGetProperty(phase, out var value)
                ? value.GetInt64().ToString(CultureInfo.InvariantCulture)
                : ""),
            Span(job.QueuedAt, job.FinishedAt),
        ];
    }

    private static string Span(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } start && to is { } end ? Math.Max(0, (end - start).TotalMilliseconds).ToString("F0", CultureInfo.InvariantCulture) : "";

    private static DateTimeOffset? Time(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetDateTimeOffset() : null;

    /// <summary>The host's journal by job, waited for until it has all jobs that a runner took (ten seconds at most).</summary>
    private static async Task<Dictionary<long, JsonElement>> JournalAsync(LabWithRunner parts, PipelineView pipeline, CancellationToken cancellationToken)
    {
        var path = Path.Combine(parts.Installation.JobsDirectory, "journal");
        for (var round = 0; ; round++)
        {
            var entries = File.Exists(path)
                ? (await File.ReadAllLinesAsync(path, cancellationToken)).Select(Read).OfType<(long Id, JsonElement Entry)>().DistinctBy(line => line.Id).ToDictionary(line => line.Id, line => line.Entry)
                : [];
            if (round == 100 || pipeline.Jobs.Where(job => job.Runner is not null).All(job => entries.ContainsKey(job.Id)))
            {
                return entries;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    private static (long Id, JsonElement Entry)? Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var name = document.RootElement.GetProperty("job").GetString() ?? "";
        return long.TryParse(name[(name.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture, out var id) ? (id, document.RootElement.Clone()) : null;
    }
}
