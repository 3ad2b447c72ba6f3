namespace Odagrun.Kubernetes;

/// <summary>The labels by which an installation finds its own objects, and people find a job's.</summary>
internal static class ObjectLabels
{
    /// <summary>Recommended by Kubernetes; always <see cref="Manager"/>.</summary>
    public const string ManagedBy = "app.kubernetes.io/managed-by";

    /// <summary>The value of <see cref="ManagedBy"/>.</summary>
    public const string Manager = "odagrun";

    /// <summary>The installation: <see cref="KubernetesOptions.Installation"/>. Two of them can share a namespace.</summary>
    public const string Installation = "odagrun.io/installation";

    /// <summary>The job's name: <c>&lt;runner&gt;-&lt;job id&gt;</c>.</summary>
    public const string Job = "odagrun.io/job";

    /// <summary>The selector of all objects of an installation.</summary>
    public static string SelectorOf(string installation) => $"{ManagedBy}={Manager},{Installation}={installation}";
}
