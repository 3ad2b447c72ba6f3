namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary>An error as GitLab says it.</summary>
internal sealed record MessageResponse(string Message);
