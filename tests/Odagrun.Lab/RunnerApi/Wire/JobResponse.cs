using System.Text.Json.Nodes;

namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>A job as <c>/jobs/request</c> hands it out.</summary>
internal sealed record JobResponse
{
    public required long Id { get; init; }

    public required string Token { get; init; }

    public bool AllowGitFetch { get; init; } = true;

    public required JobInfoResponse JobInfo { get; init; }

    public required GitInfoResponse GitInfo { get; init; }

    public required RunnerLimitsResponse RunnerInfo { get; init; }

    public IReadOnlyList<JsonNode> Inputs { get; init; } = [];

    public required IReadOnlyList<VariableResponse> Variables { get; init; }

    public required IReadOnlyList<StepResponse> Steps { get; init; }

    public ImageResponse? Image { get; init; }

    public required IReadOnlyList<ImageResponse> Services { get; init; }

    public required IReadOnlyList<ArtifactResponse> Artifacts { get; init; }

    public required IReadOnlyList<CacheResponse> Cache { get; init; }

    public required IReadOnlyList<CredentialResponse> Credentials { get; init; }

    public required IReadOnlyList<DependencyResponse> Dependencies { get; init; }

    public required FeaturesResponse Features { get; init; }

    public IReadOnlyList<HookResponse> Hooks { get; init; } = [];
}
