using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>Names and ids around a job (<c>job_info</c>).</summary>
public sealed record JobInfo
{
    /// <summary>Job id.</summary>
    [JsonPropertyName("id")]
    public long? Id { get; init; }

    /// <summary>Job name.</summary>
    [JsonPropertyName("name")]
    public string? Name { get; init; }

    /// <summary>Stage name.</summary>
    [JsonPropertyName("stage")]
    public string? Stage { get; init; }

    /// <summary>Pipeline id.</summary>
    [JsonPropertyName("pipeline_id")]
    public long? PipelineId { get; init; }

    /// <summary>Project id.</summary>
    [JsonPropertyName("project_id")]
    public long? ProjectId { get; init; }

    /// <summary>Project name.</summary>
    [JsonPropertyName("project_name")]
    public string? ProjectName { get; init; }

    /// <summary>Group and project path.</summary>
    [JsonPropertyName("project_full_path")]
    public string? ProjectFullPath { get; init; }

    /// <summary>Namespace id.</summary>
    [JsonPropertyName("namespace_id")]
    public long? NamespaceId { get; init; }

    /// <summary>Top-level namespace id.</summary>
    [JsonPropertyName("root_namespace_id")]
    public long? RootNamespaceId { get; init; }

    /// <summary>Organization id.</summary>
    [JsonPropertyName("organization_id")]
    public long? OrganizationId { get; init; }

    /// <summary>GitLab instance id.</summary>
    [JsonPropertyName("instance_id")]
    public string? InstanceId { get; init; }

    /// <summary>GitLab instance UUID.</summary>
    [JsonPropertyName("instance_uuid")]
    public string? InstanceUuid { get; init; }

    /// <summary>Who started the job.</summary>
    [JsonPropertyName("user_id")]
    public long? UserId { get; init; }

    /// <summary>Composite identity.</summary>
    [JsonPropertyName("scoped_user_id")]
    public long? ScopedUserId { get; init; }

    /// <summary>Seconds the job waited.</summary>
    [JsonPropertyName("time_in_queue_seconds")]
    public double? TimeInQueueSeconds { get; init; }

    /// <summary>A number, or <c>+Inf</c>.</summary>
    [JsonPropertyName("project_jobs_running_on_instance_runners_count")]
    public string? ProjectJobsRunningOnInstanceRunnersCount { get; init; }

    /// <summary>Length of the queue.</summary>
    [JsonPropertyName("queue_size")]
    public long? QueueSize { get; init; }

    /// <summary>How deep the job was found.</summary>
    [JsonPropertyName("queue_depth")]
    public long? QueueDepth { get; init; }
}
