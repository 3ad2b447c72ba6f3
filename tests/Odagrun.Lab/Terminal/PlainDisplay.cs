using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.Lab.Terminal;

/// <summary>
/// Lines for files, pipes and CI systems: <c>job │ line of its log</c> and <c>job ▸ its new state</c>. No colours, nothing that moves;
/// <c>grep '^unit '</c> gives one job.
/// </summary>
internal sealed class PlainDisplay(TextWriter output) : IPipelineDisplay
{
    private readonly Dictionary<long, string> _states = [];
    private readonly Dictionary<long, LogLines> _logs = [];
    private int _width;

    public async Task ShowAsync(IAsyncEnumerable<PipelineEvent> events, CancellationToken cancellationToken)
    {
        await foreach (var news in events.WithCancellation(cancellationToken))
        {
            await (news switch
            {
                PipelineEvent.Changed changed => StatesAsync(changed.Pipeline),
                PipelineEvent.LogWritten written => LinesAsync(written.Job, Log(written.Job).Take(written.Bytes.Span)),
                PipelineEvent.LogEnded ended => LinesAsync(ended.Job, Log(ended.Job).Finish()),
                _ => throw new NotSupportedException($"no display for {news.GetType().Name}"),
            });
            await output.FlushAsync(cancellationToken);
        }
    }

    private async Task StatesAsync(PipelineView pipeline)
    {
        _width = pipeline.Jobs.Select(job => job.Name.Length).Append(_width).Max();
        foreach (var job in pipeline.Jobs)
        {
            var state = JobTexts.State(job);
            if (_states.TryGetValue(job.Id, out var known) ? known != state : job.Status != JobStatus.Created)
            {
                var why = JobTexts.Why(job);
                await output.WriteLineAsync($"{job.Name.PadRight(_width)} ▸ {state}{(why.Length > 0 ? $": {why}" : "")}");
            }

            _states[job.Id] = state;
        }
    }

    private async Task LinesAsync(JobView job, IReadOnlyList<string> lines)
    {
        _width = Math.Max(_width, job.Name.Length);
        foreach (var line in lines)
        {
            await output.WriteLineAsync($"{job.Name.PadRight(_width)} │ {LogText.WithoutColors(line)}".TrimEnd());
        }
    }

    private LogLines Log(JobView job) => _logs.TryGetValue(job.Id, out var log) ? log : _logs[job.Id] = new LogLines();
}
