namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>Body of <c>/runners/verify</c> and <c>/jobs/request</c>.</summary>
internal sealed record RunnerRequest
{
    public string? Token { get; init; }

    public string? SystemId { get; init; }

    public string? LastUpdate { get; init; }

    public RunnerInfoRequest? Info { get; init; }
}
