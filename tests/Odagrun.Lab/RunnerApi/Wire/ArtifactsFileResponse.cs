namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>artifacts_file</c>.</summary>
internal sealed record ArtifactsFileResponse(string Filename, long Size);
