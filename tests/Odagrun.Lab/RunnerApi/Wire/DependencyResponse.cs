namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>One of <c>dependencies</c>: an earlier job whose artifacts this one gets.</summary>
internal sealed record DependencyResponse(long Id, string Name, string Token, ArtifactsFileResponse? ArtifactsFile);
