namespace Odagrun.Kubernetes;

/// <summary>Section <c>Odagrun:Kubernetes</c>: the cluster and the place in it.</summary>
public sealed record KubernetesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Kubernetes";

    /// <summary>Where jobs run; null: the kubeconfig's own, in a pod the pod's.</summary>
    public string? Namespace { get; init; }

    /// <summary>Path of a kubeconfig; null: the pod's service account, else KUBECONFIG, else ~/.kube/config.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>The kubeconfig's context; null: its current one.</summary>
    public string? Context { get; init; }

    /// <summary>Tells this installation's objects from another's in the same namespace; a label value.</summary>
    public string Installation { get; init; } = "odagrun";

    /// <summary>Requests per second this process sends to the API server at most, watches not counted.</summary>
    public int RequestsPerSecond { get; init; } = 50;
}
