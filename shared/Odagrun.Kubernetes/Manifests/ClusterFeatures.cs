namespace Odagrun.Kubernetes.Manifests;

/// <summary>
/// What a cluster can do, by its version: features that are on by default from a version on, stages by Kubernetes' table of feature
/// gates. <paramref name="AssignsUserIds"/>: OpenShift gives every namespace a range of uids and refuses others.
/// </summary>
public sealed record ClusterFeatures(int Major, int Minor, bool AssignsUserIds = false)
{
    private const string SecurityConstraints = "security.openshift.io";

    /// <summary>Init containers with restartPolicy Always (SidecarContainers, beta and on since 1.29).</summary>
    public bool Sidecars => IsAtLeast(29);

    /// <summary>Jobs that say by which rule they failed (JobPodFailurePolicy, beta and on since 1.26).</summary>
    public bool PodFailurePolicy => IsAtLeast(26);

    /// <summary>Requests and limits of a whole pod (PodLevelResources, beta and on since 1.34).</summary>
    public bool PodResources => IsAtLeast(34);

    /// <summary>Pods with a user namespace (UserNamespacesSupport, beta and on since 1.33).</summary>
    public bool UserNamespaces => IsAtLeast(33);

    /// <summary>Reads what <c>/version</c> says (<c>1</c> and for example <c>27+</c>) and the API groups that <c>/apis</c> lists.</summary>
    public static ClusterFeatures Of(string? major, string? minor, IEnumerable<string> groups) =>
        new(Number(major), Number(minor), groups.Contains(SecurityConstraints, StringComparer.Ordinal));

    /// <summary>The version.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Major}.{Minor}");

    private bool IsAtLeast(int minor) => Major > 1 || (Major == 1 && Minor >= minor);

    // Hosted clusters append a plus sign.
    private static int Number(string? text) =>
        int.TryParse((text ?? "").AsSpan().TrimEnd('+'), System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
}
