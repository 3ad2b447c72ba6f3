namespace Odagrun.Jobs.Pods;

/// <summary>
/// What a job's objects are labelled and annotated with, so that people find them: ids and names from the payload's job_info and
/// git_info. Nothing of it is a secret.
/// </summary>
public sealed record PodSubject
{
    /// <summary>The job's name in its pipeline.</summary>
    public string? JobName { get; init; }

    /// <summary>The stage's name.</summary>
    public string? Stage { get; init; }

    /// <summary>Address of the job's page.</summary>
    public Uri? JobUrl { get; init; }

    /// <summary>The pipeline's id.</summary>
    public long? PipelineId { get; init; }

    /// <summary>The project's id.</summary>
    public long? ProjectId { get; init; }

    /// <summary>The project's group and path.</summary>
    public string? ProjectPath { get; init; }

    /// <summary>Branch or tag.</summary>
    public string? Ref { get; init; }

    /// <summary>The commit.</summary>
    public string? Sha { get; init; }

    /// <summary>Who started the job.</summary>
    public string? User { get; init; }
}
