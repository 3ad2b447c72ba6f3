using System.Globalization;
using System.Text.Json;
using Odagrun.Lab.Terminal;
using Odagrun.Lab.Web;

namespace Odagrun.Lab.Running;

/// <summary>Reads where the jobs' time went from what the host and its executors noted.</summary>
internal static class PipelineReport
{
    private const string LoggedEntry = ": ended as ";

    /// <summary>The times of the jobs that a runner took.</summary>
    public static async Task<IReadOnlyList<JobTimes>> ReadAsync(
        LabWithRunner parts, PipelineView pipeline, CancellationToken cancellationToken)
    {
        var journal = await JournalAsync(parts, pipeline, cancellationToken);
        return [.. pipeline.Jobs.Where(job => journal.ContainsKey(job.Id)).Select(job => Times(job, journal[job.Id]))];
    }

    private static JobTimes Times(JobView job, JsonElement entry)
    {
        var (received, prepared) = (Time(entry, "received"), Time(entry, "prepared"));
        return new JobTimes(job.Name)
        {
            Queue = Span(job.QueuedAt, received),
            Compose = Span(received, prepared),
            Start = Span(prepared, job.StartedAt),
            Git = Phase(entry, "get_sources"),
            Artifacts = Phase(entry, "download_artifacts"),
            Script = Phase(entry, "step_", "after_script"),
            Upload = Phase(entry, "upload_"),
            Total = Span(job.QueuedAt, job.FinishedAt),
        };
    }

    /// <summary>The sum over the job's sections whose names begin so; null where there were none.</summary>
    private static TimeSpan? Phase(JsonElement entry, params string[] beginnings)
    {
        if (!entry.TryGetProperty("phases", out var phases) || phases.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var times = phases.EnumerateObject()
            .Where(phase => beginnings.Any(beginning => phase.Name.StartsWith(beginning, StringComparison.Ordinal)))
            .Select(phase => phase.Value.GetInt64())
            .ToList();
        return times.Count == 0 ? null : TimeSpan.FromMilliseconds(times.Sum());
    }

    private static TimeSpan? Span(DateTimeOffset? from, DateTimeOffset? to) =>
        from is { } start && to is { } end ? TimeSpan.FromTicks(Math.Max(0, (end - start).Ticks)) : null;

    private static DateTimeOffset? Time(JsonElement entry, string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetDateTimeOffset() : null;

    /// <summary>The host's journal by job, waited for until it has all jobs that a runner took (ten seconds at most).</summary>
    private static async Task<Dictionary<long, JsonElement>> JournalAsync(
        LabWithRunner parts, PipelineView pipeline, CancellationToken cancellationToken)
    {
        for (var round = 0; ; round++)
        {
            var entries = (await LinesAsync(parts, cancellationToken)).Select(Read).OfType<(long Id, JsonElement Entry)>()
                .DistinctBy(line => line.Id).ToDictionary(line => line.Id, line => line.Entry);
            if (round == 100 || pipeline.Jobs.Where(job => job.Runner is not null).All(job => entries.ContainsKey(job.Id)))
            {
                return entries;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), cancellationToken);
        }
    }

    // A file where jobs are kept in a directory; in a cluster lines of the host's log.
    private static async Task<IEnumerable<string>> LinesAsync(LabWithRunner parts, CancellationToken cancellationToken)
    {
        var path = Path.Combine(parts.Installation.JobsDirectory, "journal");
        return File.Exists(path)
            ? await File.ReadAllLinesAsync(path, cancellationToken)
            : parts.Installation.Host.Output.Split('\n').Where(line => line.Contains(LoggedEntry, StringComparison.Ordinal))
                .Select(line => line[(line.IndexOf(LoggedEntry, StringComparison.Ordinal) + LoggedEntry.Length)..])
                .Select(line => line[Math.Max(0, line.IndexOf('{', StringComparison.Ordinal))..].Trim());
    }

    private static (long Id, JsonElement Entry)? Read(string line)
    {
        using var document = JsonDocument.Parse(line);
        var name = document.RootElement.GetProperty("job").GetString() ?? "";
        return long.TryParse(name[(name.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture, out var id)
            ? (id, document.RootElement.Clone())
            : null;
    }
}
