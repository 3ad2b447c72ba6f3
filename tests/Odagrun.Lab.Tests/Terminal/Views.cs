using System.Text;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Terminal;
using Odagrun.Lab.Web;

namespace Odagrun.Lab.Tests.Terminal;

/// <summary>Recorded states of a pipeline, without a server.</summary>
internal static class Views
{
    public static DateTimeOffset Noon { get; } = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);

    public static JobView Job(
        long id, string name, string stage, JobStatus status = JobStatus.Created, double? started = null, double? finished = null) => new()
        {
            Id = id,
            PipelineId = 1,
            Name = name,
            Stage = stage,
            Status = status,
            IsPreparing = false,
            AllowFailure = false,
            When = "on_success",
            Attempt = 0,
            CreatedAt = Noon,
            QueuedAt = Noon,
            StartedAt = started is { } s ? Noon.AddSeconds(s) : null,
            FinishedAt = finished is { } f ? Noon.AddSeconds(f) : null,
            TraceBytes = 0,
            Artifacts = [],
        };

    public static PipelineView Pipeline(JobStatus status, params JobView[] jobs) => new()
    {
        Id = 1,
        ProjectId = 1,
        ProjectPath = "group/app",
        Ref = "main",
        IsTag = false,
        Sha = "0123456789abcdef0123456789abcdef01234567",
        Title = "Say hello",
        Source = "web",
        Status = status,
        Errors = [],
        CreatedAt = Noon,
        StartedAt = Noon,
        FinishedAt = status.IsFinished() ? Noon.AddSeconds(65) : null,
        Stages = [.. jobs.Select(job => job.Stage).Distinct()],
        Jobs = jobs,
        RetriedJobs = [],
    };

    public static PipelineEvent Log(JobView job, string text) => new PipelineEvent.LogWritten(job, Encoding.UTF8.GetBytes(text));

    public static async IAsyncEnumerable<PipelineEvent> Stream(params PipelineEvent[] events)
    {
        foreach (var news in events)
        {
            await Task.Yield();
            yield return news;
        }
    }
}
