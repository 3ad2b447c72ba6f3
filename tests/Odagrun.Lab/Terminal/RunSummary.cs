using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;
using Spectre.Console;

namespace Odagrun.Lab.Terminal;

/// <summary>What is printed at the end: the pipeline's state, each job's, and where the time went.</summary>
internal sealed class RunSummary(IAnsiConsole console, TimeProvider clock, bool isPlain)
{
    private static readonly (string Name, Func<JobTimes, TimeSpan?> Of)[] Phases =
    [
        ("queue", times => times.Queue), ("compose", times => times.Compose), ("start", times => times.Start), ("git", times => times.Git),
        ("artifacts", times => times.Artifacts), ("script", times => times.Script), ("upload", times => times.Upload),
    ];

    public void Write(PipelineView pipeline, IReadOnlyList<JobTimes> times)
    {
        console.WriteLine();
        console.Write(Jobs(pipeline));
        if (times.Count > 0)
        {
            console.WriteLine();
            console.Write(Times(times));
            console.WriteLine(
                "queue: pending until a runner had it; compose: its image put together; start: until the executor said running.",
                new Style(Color.Grey));
        }

        console.WriteLine();
        var elapsed = JobTexts.Time((pipeline.FinishedAt ?? clock.GetUtcNow()) - pipeline.CreatedAt);
        console.WriteLine($"Pipeline {pipeline.Id} {Word(pipeline)} after {elapsed}: {Counts(pipeline)}",
            new Style(JobMarks.Color(pipeline.Status), decoration: Decoration.Bold));
    }

    private static string Word(PipelineView pipeline) => pipeline.Status switch
    {
        JobStatus.Success => "passed",
        JobStatus.Manual => "waits for a person",
        var other => other.Name(),
    };

    private static string Counts(PipelineView pipeline) =>
        string.Join(", ", pipeline.Jobs.GroupBy(JobTexts.State).Select(group => $"{group.Count()} {group.Key}"));

    private Table Jobs(PipelineView pipeline)
    {
        var table = NewTable("job", "stage", "state", ">time", "why");
        foreach (var job in pipeline.Jobs)
        {
            var state = isPlain ? JobTexts.State(job) : $"{JobMarks.Sign(job)} {JobTexts.State(job)}";
            table.AddRow(new Text(job.Name), new Text(job.Stage), new Text(state, new Style(JobMarks.Color(job))),
                new Text(JobTexts.Time(JobTexts.Ran(job, clock))), new Text(JobTexts.Why(job)));
        }

        return table;
    }

    // The longest phase of each job stands out; a phase that no job had takes no column.
    private Table Times(IReadOnlyList<JobTimes> times)
    {
        var phases = Phases.Where(phase => phase.Name != "artifacts" || times.Any(job => phase.Of(job) is not null)).ToArray();
        var table = NewTable(["where the time went", .. phases.Select(phase => ">" + phase.Name), ">total"]);
        foreach (var job in times)
        {
            var longest = phases.Max(phase => phase.Of(job));
            table.AddRow([
                new Text(job.Job),
                .. phases.Select(phase => Cell(phase.Of(job), phase.Of(job) == longest)),
                Cell(job.Total, isLongest: false),
            ]);
        }

        return table;
    }

    private static Text Cell(TimeSpan? time, bool isLongest) =>
        new(time is null ? "–" : JobTexts.Time(time), isLongest ? new Style(Color.Yellow, decoration: Decoration.Bold) : Style.Plain);

    // A name that starts with '>' is a column of figures.
    private Table NewTable(params string[] columns)
    {
        var table = new Table { Border = isPlain ? TableBorder.None : TableBorder.Rounded, ShowHeaders = true };
        foreach (var column in columns)
        {
            var cells = new TableColumn(new Text(column.TrimStart('>'), new Style(decoration: Decoration.Bold))).NoWrap();
            cells.Padding = isPlain ? new Padding(0, 0, 2, 0) : cells.Padding;
            table.AddColumn(column.StartsWith('>') ? cells.RightAligned() : cells);
        }

        return table;
    }
}
