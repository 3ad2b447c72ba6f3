using System.Text.RegularExpressions;
using k8s.Models;

namespace Odagrun.Kubernetes.Settings;

/// <summary>Section <c>Odagrun:Pods:Scheduling</c>: on which nodes pods run, and before whom.</summary>
public sealed record SchedulingOptions
{
    /// <summary>Labels a node must have.</summary>
    public IReadOnlyDictionary<string, string> NodeSelector { get; init; } = new Dictionary<string, string>();

    /// <summary>What a job's <c>KUBERNETES_NODE_SELECTOR_*</c> (<c>key=value</c>) must match; null: none are obeyed.</summary>
    public Regex? NodeSelectorOverwriteAllowed { get; init; }

    /// <summary>Taints pods put up with.</summary>
    public IReadOnlyList<PodToleration> Tolerations { get; init; } = [];

    /// <summary>What a job's <c>KUBERNETES_NODE_TOLERATIONS_*</c> (<c>key=value:effect</c>) must match; null: none are obeyed.</summary>
    public Regex? TolerationsOverwriteAllowed { get; init; }

    /// <summary>Node and pod affinity, from JSON.</summary>
    public V1Affinity? Affinity { get; init; }

    /// <summary>A PriorityClass.</summary>
    public string? PriorityClass { get; init; }

    /// <summary>A RuntimeClass.</summary>
    public string? RuntimeClass { get; init; }

    /// <summary>Another scheduler than the default one.</summary>
    public string? Scheduler { get; init; }
}
