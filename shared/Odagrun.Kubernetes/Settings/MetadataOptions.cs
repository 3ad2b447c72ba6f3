using System.Text.RegularExpressions;

namespace Odagrun.Kubernetes.Settings;

/// <summary>Section <c>Odagrun:Pods:Metadata</c>: labels and annotations beside our own.</summary>
public sealed record MetadataOptions
{
    /// <summary>Labels.</summary>
    public IReadOnlyDictionary<string, string> Labels { get; init; } = new Dictionary<string, string>();

    /// <summary>What a job's <c>KUBERNETES_POD_LABELS_*</c> (<c>key=value</c>) must match; null: none are obeyed.</summary>
    public Regex? LabelsOverwriteAllowed { get; init; }

    /// <summary>Annotations.</summary>
    public IReadOnlyDictionary<string, string> Annotations { get; init; } = new Dictionary<string, string>();

    /// <summary>What a job's <c>KUBERNETES_POD_ANNOTATIONS_*</c> (<c>key=value</c>) must match; null: none are obeyed.</summary>
    public Regex? AnnotationsOverwriteAllowed { get; init; }
}
