using Odagrun.Lab.Jobs;
using Odagrun.Lab.Web;

namespace Odagrun.Lab.Running;

/// <summary>Writes the jobs' states and logs as they come, each line with its job's name in front.</summary>
internal sealed class PipelineFollower(LabServer lab, TextWriter output)
{
    private readonly Dictionary<long, JobStatus> _states = [];
    private readonly Dictionary<long, LogTail> _tails = [];

    /// <summary>Returns the pipeline once it has ended and everything is written.</summary>
    public async Task<PipelineView> FollowAsync(long id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var before = Fingerprint(lab.FindPipeline(id)!);
            var pipeline = lab.FindPipeline(id)!;
            await WriteNewsAsync(pipeline);
            if (pipeline.Status.IsFinished() || pipeline.Status == JobStatus.Manual)
            {
                return pipeline;
            }

            await lab.WaitForPipelineAsync(id, view => Fingerprint(view) != before, cancellationToken);
        }
    }

    private static string Fingerprint(PipelineView pipeline) =>
        $"{pipeline.Status} {string.Join(' ', pipeline.Jobs.Select(job => $"{job.Id}:{job.Status}:{job.TraceBytes}"))}";

    private async Task WriteNewsAsync(PipelineView pipeline)
    {
        var width = pipeline.Jobs.Max(job => job.Name.Length);
        foreach (var job in pipeline.RetriedJobs.Concat(pipeline.Jobs))
        {
            await WriteLogAsync(job, width);
            if (!_states.TryGetValue(job.Id, out var known) || known != job.Status)
            {
                _states[job.Id] = job.Status;
                await output.WriteLineAsync($"{job.Name.PadRight(width)} ▸ {Describe(job)}");
            }
        }
    }

    private static string Describe(JobView job) => job switch
    {
        { Status: JobStatus.Failed } => $"failed: {job.FailureReason}{(job.ExitCode is { } code ? $", exit code {code}" : "")}",
        _ => job.Status.ToString().ToLowerInvariant(),
    };

    private async Task WriteLogAsync(JobView job, int width)
    {
        if (!_tails.TryGetValue(job.Id, out var tail))
        {
            _tails[job.Id] = tail = new LogTail();
        }

        foreach (var line in tail.Take(lab.ReadTrace(job.Id, tail.Offset) ?? [], job.Status.IsFinished()))
        {
            await output.WriteLineAsync($"{job.Name.PadRight(width)} │ {line}");
        }
    }
}
