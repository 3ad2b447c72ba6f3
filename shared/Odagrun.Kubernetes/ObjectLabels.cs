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

    /// <summary>Everything else of ours begins with it.</summary>
    public const string Prefix = "odagrun.io/";

    // Kubernetes' own, by which a Job finds its pod.
    private static readonly string[] OfTheCluster = [ManagedBy, "controller-uid", "job-name"];

    /// <summary>Whether a label or annotation is not for users to set.</summary>
    public static bool IsOurs(string key) =>
        key.StartsWith(Prefix, StringComparison.Ordinal) || key.StartsWith("batch.kubernetes.io/", StringComparison.Ordinal)
            || OfTheCluster.Contains(key);

    /// <summary>On Jobs of failed jobs that stay for people to look at, until the cluster removes them.</summary>
    public const string Kept = "odagrun.io/kept";

    /// <summary>The selector of all objects of an installation.</summary>
    public static string SelectorOf(string installation) => $"{ManagedBy}={Manager},{Installation}={installation}";
}
