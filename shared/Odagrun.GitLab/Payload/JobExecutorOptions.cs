using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>Options of an image by executor (<c>executor_opts</c>).</summary>
public sealed record JobExecutorOptions
{
    /// <summary>Docker's.</summary>
    [JsonPropertyName("docker")]
    public JobDockerOptions? Docker { get; init; }

    /// <summary>Kubernetes'.</summary>
    [JsonPropertyName("kubernetes")]
    public JobKubernetesOptions? Kubernetes { get; init; }
}
