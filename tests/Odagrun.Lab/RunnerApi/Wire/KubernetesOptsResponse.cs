namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>executor_opts.kubernetes</c>.</summary>
internal sealed record KubernetesOptsResponse(string? User);
