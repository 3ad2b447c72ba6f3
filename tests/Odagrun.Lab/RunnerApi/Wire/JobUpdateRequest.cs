namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>Body of <c>PUT /jobs/:id</c>.</summary>
internal sealed record JobUpdateRequest
{
    public string? Token { get; init; }

    public string? State { get; init; }

    public string? FailureReason { get; init; }

    public string? Checksum { get; init; }

    public JobOutputRequest? Output { get; init; }

    public int? ExitCode { get; init; }

    public RunnerInfoRequest? Info { get; init; }
}
