namespace Odagrun.GitLab.Api;

/// <summary>What the artifact upload came to.</summary>
public sealed record ArtifactUploadOutcome(ArtifactUploadResult Result, string? Message);
