namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>job_info</c>.</summary>
internal sealed record JobInfoResponse
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Stage { get; init; }

    public required long PipelineId { get; init; }

    public required int ProjectId { get; init; }

    public required string ProjectName { get; init; }

    public required string ProjectFullPath { get; init; }

    public int NamespaceId { get; init; } = 1;

    public int RootNamespaceId { get; init; } = 1;

    public int OrganizationId { get; init; } = 1;

    public string InstanceId { get; init; } = "odagrun-lab";

    public string InstanceUuid { get; init; } = "00000000-0000-4000-8000-0000000001ab";

    public int UserId { get; init; } = 1;

    public double TimeInQueueSeconds { get; init; }

    public string ProjectJobsRunningOnInstanceRunnersCount { get; init; } = "0";

    public int QueueSize { get; init; }

    public int QueueDepth { get; init; }
}
