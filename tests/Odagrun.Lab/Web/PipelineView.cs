using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.Web;

/// <summary>A pipeline as it is at one moment.</summary>
public sealed record PipelineView
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Number of its project.</summary>
    public required int ProjectId { get; init; }

    /// <summary>Path of its project.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>Its own name (<c>workflow:name</c>), else null.</summary>
    public string? Name { get; init; }

    /// <summary>Branch or tag.</summary>
    public required string Ref { get; init; }

    /// <summary>Whether <see cref="Ref"/> is a tag.</summary>
    public required bool IsTag { get; init; }

    /// <summary>Commit.</summary>
    public required string Sha { get; init; }

    /// <summary>First line of the commit's message.</summary>
    public required string Title { get; init; }

    /// <summary><c>push</c>, <c>web</c>, <c>api</c> …</summary>
    public required string Source { get; init; }

    /// <summary>State of the whole.</summary>
    public required JobStatus Status { get; init; }

    /// <summary>What is wrong with the configuration.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its first job started.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When its last job ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Stages that have jobs, in order.</summary>
    public required IReadOnlyList<string> Stages { get; init; }

    /// <summary>
    /// The newest run of each job, in the order of stages and file; earlier runs are listed by <see cref="RetriedJobs"/>.
    /// </summary>
    public required IReadOnlyList<JobView> Jobs { get; init; }

    /// <summary>Runs that were replaced by newer ones.</summary>
    public required IReadOnlyList<JobView> RetriedJobs { get; init; }

    /// <summary>The newest run of a job.</summary>
    public JobView Job(string name) => Jobs.FirstOrDefault(job => job.Name == name)
        ?? throw new ArgumentException(
            $"the pipeline has no job '{name}'; it has: {string.Join(", ", Jobs.Select(job => job.Name))}", nameof(name));
}
