using System.Runtime.CompilerServices;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.Lab.Terminal;

/// <summary>A Lab's pipeline as a stream of events, until it has ended or only waits for a person.</summary>
internal sealed class LabPipelineEvents(LabServer lab)
{
    private readonly Dictionary<long, long> _offsets = [];
    private readonly HashSet<long> _ended = [];

    /// <summary>All events from the pipeline's beginning on.</summary>
    public async IAsyncEnumerable<PipelineEvent> FollowAsync(long id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var pipeline = lab.FindPipeline(id) ?? throw new ArgumentException($"the Lab has no pipeline {id}", nameof(id));
            var seen = Fingerprint(pipeline);

            // The log first: a job's last lines come before its end.
            foreach (var news in pipeline.RetriedJobs.Concat(pipeline.Jobs).SelectMany(LogOf))
            {
                yield return news;
            }

            yield return new PipelineEvent.Changed(pipeline);
            if (pipeline.Status.IsFinished() || pipeline.Status == JobStatus.Manual)
            {
                yield break;
            }

            await lab.WaitForPipelineAsync(id, view => Fingerprint(view) != seen, cancellationToken);
        }
    }

    private IEnumerable<PipelineEvent> LogOf(JobView job)
    {
        if (_ended.Contains(job.Id))
        {
            yield break;
        }

        for (var offset = _offsets.GetValueOrDefault(job.Id); lab.ReadTrace(job.Id, offset) is { Length: > 0 } bytes;)
        {
            _offsets[job.Id] = offset += bytes.Length;
            yield return new PipelineEvent.LogWritten(job, bytes);
        }

        // The state was looked at before the log: what an ended job wrote is all there.
        if (job.Status.IsFinished())
        {
            _ended.Add(job.Id);
            yield return new PipelineEvent.LogEnded(job);
        }
    }

    private static string Fingerprint(PipelineView pipeline) =>
        $"{pipeline.Status} {string.Join(' ', pipeline.Jobs.Concat(pipeline.RetriedJobs).Select(job => $"{job.Id}:{job.Status}:{job.IsPreparing}:{job.Stuck}:{job.TraceBytes}"))}";
}
