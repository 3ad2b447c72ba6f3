using Odagrun.Lab.Web;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Odagrun.Lab.Terminal;

/// <summary>For a person at a terminal: the running jobs' logs scroll by, the stages stay below them and move.</summary>
internal sealed class TerminalDisplay(IAnsiConsole console, TimeProvider clock) : IPipelineDisplay
{
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(120);
    private static readonly Color[] Palette = [Color.Aqua, Color.Fuchsia, Color.Yellow, Color.Lime, Color.DodgerBlue1, Color.Orange1,
        Color.MediumPurple1, Color.Turquoise2];

    private readonly Dictionary<long, (LogLines Lines, AnsiParagraph Colors, Color Prefix)> _logs = [];
    private PipelineView? _pipeline;
    private int _width;

    public Task ShowAsync(IAsyncEnumerable<PipelineEvent> events, CancellationToken cancellationToken) =>
        console.Live(Text.Empty).AutoClear(true).Overflow(VerticalOverflow.Ellipsis)
            .StartAsync(context => RunAsync(context, events, cancellationToken));

    // Between events the clock moves the times and the turning signs.
    private async Task RunAsync(LiveDisplayContext context, IAsyncEnumerable<PipelineEvent> events, CancellationToken cancellationToken)
    {
        await using var source = events.GetAsyncEnumerator(cancellationToken);
        using var timer = new PeriodicTimer(Frame, clock);
        var frame = timer.WaitForNextTickAsync(cancellationToken).AsTask();
        var next = source.MoveNextAsync().AsTask();
        while (true)
        {
            if (await Task.WhenAny(next, frame) == frame && frame.IsCompletedSuccessfully && !next.IsCompleted)
            {
                frame = timer.WaitForNextTickAsync(cancellationToken).AsTask();
            }
            else if (await next)
            {
                Show(source.Current);
                next = source.MoveNextAsync().AsTask();
            }
            else
            {
                return;
            }

            if (_pipeline is { } pipeline)
            {
                context.UpdateTarget(StageBoard.Of(pipeline, clock));
            }
        }
    }

    private void Show(PipelineEvent news)
    {
        switch (news)
        {
            case PipelineEvent.Changed changed:
                _pipeline = changed.Pipeline;
                _width = changed.Pipeline.Jobs.Select(job => job.Name.Length).Append(_width).Max();
                break;
            case PipelineEvent.LogWritten written:
                Write(written.Job, Log(written.Job).Lines.Take(written.Bytes.Span));
                break;
            case PipelineEvent.LogEnded ended:
                Write(ended.Job, Log(ended.Job).Lines.Finish());
                break;
        }
    }

    // All lines at once: each write draws the stages anew.
    private void Write(JobView job, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        var (_, colors, prefix) = Log(job);
        var rows = new List<IRenderable>(lines.Count);
        foreach (var line in lines)
        {
            var paragraph = new Paragraph().Append($"{job.Name.PadRight(_width)} │ ", new Style(prefix));
            colors.Append(paragraph, line);
            rows.Add(paragraph);
        }

        console.Write(new Rows(rows));
    }

    private (LogLines Lines, AnsiParagraph Colors, Color Prefix) Log(JobView job)
    {
        if (!_logs.TryGetValue(job.Id, out var log))
        {
            _logs[job.Id] = log = (new LogLines(), new AnsiParagraph(), Palette[_logs.Count % Palette.Length]);
        }

        return log;
    }
}
