using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Projects;

namespace Odagrun.Lab.Pipelines;

/// <summary>A pipeline and its jobs. Guarded by <see cref="LabBoard.Gate"/>.</summary>
internal sealed class Pipeline(long id, int number, Project project, PipelineSource source)
{
    public long Id { get; } = id;

    /// <summary>Its number within the project.</summary>
    public int Number { get; } = number;

    public Project Project { get; } = project;

    public PipelineSource Source { get; } = source;

    public string? Name { get; set; }

    public JobStatus Status { get; set; } = JobStatus.Created;

    /// <summary>What is wrong with the configuration; then there are no jobs.</summary>
    public IReadOnlyList<string> Errors { get; set; } = [];

    public IReadOnlyList<string> Stages { get; set; } = [];

    /// <summary>Jobs in the order of the file, retried runs included.</summary>
    public List<Job> Jobs { get; } = [];

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? StartedAt { get; set; }

    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>The newest run of each job.</summary>
    public IEnumerable<Job> Latest => Jobs.Where(job => !job.IsRetried);
}
