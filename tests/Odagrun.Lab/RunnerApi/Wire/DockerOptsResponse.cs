namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>executor_opts.docker</c>.</summary>
internal sealed record DockerOptsResponse(string? Platform, string? User);
