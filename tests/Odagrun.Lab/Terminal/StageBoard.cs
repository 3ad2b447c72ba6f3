using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Odagrun.Lab.Terminal;

/// <summary>The part that stays at the bottom of the screen: one line a stage, its jobs with state and time.</summary>
internal static class StageBoard
{
    // Beyond these the finished and waiting jobs of a stage are counted instead of named.
    private const int Named = 8;
    private const int Ticks = 120;

    public static IRenderable Of(PipelineView pipeline, TimeProvider clock)
    {
        var tick = clock.GetUtcNow().ToUnixTimeMilliseconds() / Ticks;
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadLeft(1).PadRight(2)).AddColumn(
            new GridColumn().PadLeft(0).PadRight(0));
        foreach (var stage in pipeline.Stages)
        {
            grid.AddRow(new Text(stage, new Style(decoration: Decoration.Bold)),
                Jobs([.. pipeline.Jobs.Where(job => job.Stage == stage)], tick, clock));
        }

        var elapsed = JobTexts.Time((pipeline.FinishedAt ?? clock.GetUtcNow()) - pipeline.CreatedAt);
        var rule = new Rule(Markup.Escape($"pipeline {pipeline.Id} · {pipeline.Status.Name()} · {elapsed}"))
        {
            Justification = Justify.Left,
            Style = new Style(JobMarks.Color(pipeline.Status)),
        };
        return new Rows(rule, grid);
    }

    private static Paragraph Jobs(List<JobView> jobs, long tick, TimeProvider clock)
    {
        var paragraph = new Paragraph();
        var named = jobs.Count <= Named ? jobs : [.. jobs.Where(IsWorthAName).Take(Named)];
        foreach (var job in named)
        {
            paragraph.Append($"{JobMarks.Sign(job, tick)} ", new Style(JobMarks.Color(job)));
            paragraph.Append(job.Name);
            paragraph.Append($" {JobTexts.Time(JobTexts.Ran(job, clock))}".TrimEnd() + "   ", new Style(Color.Grey));
        }

        foreach (var group in jobs.Except(named).GroupBy(JobTexts.State))
        {
            paragraph.Append($"{JobMarks.Sign(group.First(), tick)} ", new Style(JobMarks.Color(group.First())));
            paragraph.Append($"{group.Count()} {group.Key}   ", new Style(Color.Grey));
        }

        return paragraph;
    }

    private static bool IsWorthAName(JobView job) =>
        job.Status is JobStatus.Running or JobStatus.Canceling or JobStatus.Failed || job.IsPreparing;
}
