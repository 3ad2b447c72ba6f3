using System.Collections.Concurrent;
using System.Text;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>GitLab's side of the runner API in memory, with two-phase commit: what it answers follows from the state it is in.</summary>
internal sealed class FakeGitLab : IRunnerApi
{
    private readonly Lock _lock = new();
    private readonly ConcurrentQueue<JobRequestOutcome> _answers = new();

    public Dictionary<long, FakeJob> Jobs { get; } = [];

    /// <summary>Requests for jobs so far.</summary>
    public int Requests { get; private set; }

    /// <summary>Held job requests end when this is cancelled or an answer comes.</summary>
    public JobRequestOutcome WhenEmpty { get; set; } = new(JobRequestResult.Empty, null, default, null, false, null);

    public bool IsDown { get; set; }

    public bool IsOldServer { get; set; }

    public DateTimeOffset? TokenEnds { get; set; }

    /// <summary>The old tokens that were given up.</summary>
    public List<string> Resets { get; } = [];

    public TokenResetOutcome NewToken { get; set; } = new(null, null, "not set");

    public VerifyResult Verify { get; set; } = VerifyResult.Valid;

    public void Answer(JobRequestOutcome outcome) => _answers.Enqueue(outcome);

    public FakeJob Give(long id, string image = "debian:12", string more = "")
    {
        var raw = Encoding.UTF8.GetBytes(
            $$"""{"id":{{id}},"token":"job-token-{{id}}","image":{"name":"{{image}}"},"runner_info":{"timeout":600}{{more}}}""");
        Answer(new JobRequestOutcome(JobRequestResult.Job, PayloadJson.Read(raw), raw, null, false, null));
        lock (_lock)
        {
            return Jobs[id] = new FakeJob();
        }
    }

    public Task<VerifyOutcome> VerifyAsync(RunnerIdentity runner, CancellationToken cancellationToken) =>
        Task.FromResult(new VerifyOutcome(Verify, null, TokenEnds, null));

    public Task<TokenResetOutcome> ResetTokenAsync(RunnerIdentity runner, CancellationToken cancellationToken)
    {
        Resets.Add(runner.Token);
        return Task.FromResult(NewToken);
    }

    public Task<JobRequestOutcome> RequestJobAsync(RunnerIdentity runner, string? lastUpdate, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Requests++;
            return Task.FromResult(_answers.TryDequeue(out var answer) ? answer : WhenEmpty);
        }
    }

    public Task<JobUpdateOutcome> UpdateJobAsync(JobAccess job, JobUpdate update, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            return Task.FromResult(new JobUpdateOutcome(Update(Jobs[job.JobId], update), Jobs[job.JobId].Canceling, null, null));
        }
    }

    public Task<TracePatchOutcome> PatchTraceAsync(
        JobAccess job, ReadOnlyMemory<byte> content, long offset, bool debugTrace, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var state = Jobs[job.JobId];
            var result = IsDown ? TracePatchResult.Unavailable
                : state.State is not ("running" or "pending") ? TracePatchResult.Abort
                : offset != state.Trace.Length ? TracePatchResult.RangeMismatch
                : TracePatchResult.Ok;
            if (result == TracePatchResult.Ok)
            {
                state.Trace.Write(content.Span);
            }

            return Task.FromResult(new TracePatchOutcome(result, state.Trace.Length, false, null, null));
        }
    }

    public Task<ArtifactUploadOutcome> UploadArtifactsAsync(
        JobAccess job, ArtifactUpload upload, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the functions upload nothing");

    public Task<ArtifactDownloadOutcome> DownloadArtifactsAsync(JobAccess job, bool directDownload, CancellationToken cancellationToken) =>
        throw new NotSupportedException("the functions download nothing");

    private JobUpdateResult Update(FakeJob job, JobUpdate update)
    {
        if (IsDown)
        {
            return JobUpdateResult.Unavailable;
        }

        job.Updates.Add(update);
        if (job.State is "canceled" or "success" or "failed")
        {
            return JobUpdateResult.Abort;
        }

        switch (update.State)
        {
            case JobState.Pending when IsOldServer:
                return JobUpdateResult.Rejected;
            case JobState.Pending:
                return job.State == "pending" ? JobUpdateResult.Ok : JobUpdateResult.Conflict;
            case JobState.Running:
                job.State = "running";
                return JobUpdateResult.Ok;
            default:
                job.State = update.State == JobState.Success ? "success" : "failed";
                job.Finals.Add(update);
                return JobUpdateResult.Ok;
        }
    }
}
