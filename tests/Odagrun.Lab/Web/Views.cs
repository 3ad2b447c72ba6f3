using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Projects;
using Odagrun.Lab.RunnerApi;

namespace Odagrun.Lab.Web;

/// <summary>Takes pictures of the state. Runs under the board's gate.</summary>
internal static class Views
{
    public static ProjectView Of(LabBoard board, Project project) => new()
    {
        Id = project.Id,
        Path = project.Path,
        DefaultBranch = project.DefaultBranch,
        RepositoryUrl = $"{board.Url}/{project.Path}.git",
    };

    public static RunnerView Of(RegisteredRunner runner) => new()
    {
        Id = runner.Id,
        Description = runner.Options.Description,
        Tags = runner.Options.Tags,
        IsPaused = runner.IsPaused,
        Managers = [.. runner.Managers.Values.Select(manager => new RunnerManagerView
        {
            SystemId = manager.SystemId,
            ContactedAt = manager.ContactedAt,
            Program = $"{manager.Info.Name} {manager.Info.Version}",
            Platform = $"{manager.Info.Platform}/{manager.Info.Architecture}",
            Features = [.. (manager.Info.Features ?? []).Where(feature => feature.Value).Select(feature => feature.Key).Order()],
        })],
    };

    public static PipelineView Of(LabBoard board, Pipeline pipeline) => new()
    {
        Id = pipeline.Id,
        ProjectId = pipeline.Project.Id,
        ProjectPath = pipeline.Project.Path,
        Name = pipeline.Name,
        Ref = pipeline.Source.Ref,
        IsTag = pipeline.Source.IsTag,
        Sha = pipeline.Source.Sha,
        Title = pipeline.Source.CommitTitle,
        Source = pipeline.Source.Kind,
        Status = pipeline.Status,
        Errors = pipeline.Errors,
        CreatedAt = pipeline.CreatedAt,
        StartedAt = pipeline.StartedAt,
        FinishedAt = pipeline.FinishedAt,
        Stages = [.. pipeline.Stages.Where(stage => pipeline.Jobs.Any(job => job.Stage == stage))],
        Jobs = [.. pipeline.Latest.Select(job => Of(board, job))],
        RetriedJobs = [.. pipeline.Jobs.Where(job => job.IsRetried).Select(job => Of(board, job))],
    };

    public static JobView Of(LabBoard board, Job job) => new()
    {
        Id = job.Id,
        PipelineId = job.Pipeline.Id,
        Name = job.Name,
        Stage = job.Stage,
        Status = job.Status,
        IsPreparing = job.AcknowledgeBy is not null,
        Stuck = Stuck(board, job),
        FailureReason = job.FailureReason,
        ExitCode = job.ExitCode,
        AllowFailure = job.AllowFailure,
        When = job.Definition.When,
        Needs = job.Definition.Needs is { } needs ? [.. needs.Select(need => need.Job)] : null,
        Runner = job.Runner?.Options.Description,
        SystemId = job.Manager?.SystemId,
        Attempt = job.Attempt,
        CreatedAt = job.CreatedAt,
        QueuedAt = job.QueuedAt,
        StartedAt = job.StartedAt,
        FinishedAt = job.FinishedAt,
        TraceBytes = job.Trace.Length,
        Artifacts =
            [.. job.Artifacts.Select(artifact => new ArtifactView(artifact.Type, artifact.Format, artifact.FileName, artifact.Size))],
    };

    private static string? Stuck(LabBoard board, Job job)
    {
        if (job is not { Status: JobStatus.Pending, AcknowledgeBy: null }
            || board.Runners.Any(runner => !runner.IsPaused && JobMatching.Fits(job, runner)))
        {
            return null;
        }

        return job.Definition.Tags.Count == 0
            ? "no runner is there that takes jobs without tags"
            : $"no runner is there with all of these tags: {string.Join(", ", job.Definition.Tags)}";
    }
}
