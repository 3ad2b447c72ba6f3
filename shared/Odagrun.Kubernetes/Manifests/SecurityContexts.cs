using k8s.Models;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>Pod Security "restricted", with group 0: what our layers write is for that group, whatever the uid.</summary>
internal static class SecurityContexts
{
    public static V1PodSecurityContext Pod(IdentityOptions identity, ClusterFeatures features) => new()
    {
        RunAsNonRoot = true,
        RunAsUser = identity.UserId ?? (features.AssignsUserIds ? null : IdentityOptions.DefaultUserId),
        RunAsGroup = 0,
        FsGroup = identity.FsGroup,
        SupplementalGroups = identity.SupplementalGroups.Count == 0 ? null : [.. identity.SupplementalGroups.Select(group => (long?)group)],
        SeccompProfile = new V1SeccompProfile { Type = "RuntimeDefault" },
    };

    public static V1SecurityContext Container() => new()
    {
        AllowPrivilegeEscalation = false,
        RunAsNonRoot = true,
        Capabilities = new V1Capabilities { Drop = ["ALL"] },
    };
}
