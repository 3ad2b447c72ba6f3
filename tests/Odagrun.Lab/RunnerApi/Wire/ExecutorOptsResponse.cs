namespace Odagrun.Lab.RunnerApi.Wire;

/// <summary><c>executor_opts</c>.</summary>
internal sealed record ExecutorOptsResponse(DockerOptsResponse? Docker, KubernetesOptsResponse? Kubernetes);
