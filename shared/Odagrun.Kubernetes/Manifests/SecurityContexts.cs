using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>Pod Security "restricted", with group 0: what our layers write is for that group, whatever the uid.</summary>
internal static class SecurityContexts
{
    public static V1PodSecurityContext Pod(IdentityOptions identity, IEnumerable<PodUser?> users, ClusterFeatures features) => new()
    {
        RunAsNonRoot = true,
        RunAsUser = identity.UserId ?? (features.AssignsUserIds ? null : IdentityOptions.DefaultUserId),
        RunAsGroup = 0,
        FsGroup = identity.FsGroup,
        SupplementalGroups = Groups(identity, users) is { Count: > 0 } groups ? groups : null,
        SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
    };

    /// <summary>With a user of its own where the job names one.</summary>
    public static V1SecurityContext Container(PodUser? user) => new()
    {
        AllowPrivilegeEscalation = false,
        RunAsNonRoot = true,
        RunAsUser = user?.Id,
        RunAsGroup = user?.Group,
        Capabilities = new V1Capabilities { Drop = ["ALL"] },
    };

    // Who has a group of its own keeps group 0 beside it.
    private static List<long?> Groups(IdentityOptions identity, IEnumerable<PodUser?> users) =>
    [
        .. identity.SupplementalGroups.Select(group => (long?)group),
        .. users.Any(user => user?.Group is > 0) && !identity.SupplementalGroups.Contains(0) ? [0L] : Array.Empty<long?>(),
    ];
}
