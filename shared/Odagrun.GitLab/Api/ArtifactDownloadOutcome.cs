namespace Odagrun.GitLab.Api;

/// <summary>
/// What the artifact download came to; <paramref name="Content"/> is open when the result is <see cref="ArtifactDownloadResult.Ok"/>.
/// </summary>
public sealed record ArtifactDownloadOutcome(ArtifactDownloadResult Result, Stream? Content, long? Length, string? Message);
