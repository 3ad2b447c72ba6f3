namespace Odagrun.Runc.Pods;

/// <summary>
/// What this machine lets us do. <paramref name="Unshare"/>: arguments of unshare that make a pod's namespaces;
/// <paramref name="OverlayOptions"/>: further options of an overlay mount, null where there is none and layers are copied.
/// </summary>
internal sealed record RunMode(IReadOnlyList<string> Unshare, bool IsUserNamespace, bool HasOtherUsers, string? OverlayOptions)
{
    /// <summary>In a user namespace without further users there is nobody but its root, who has no capabilities in the container.</summary>
    public int ContainerUser(int configured) => IsUserNamespace && !HasOtherUsers ? 0 : configured;

    /// <summary>For people.</summary>
    public override string ToString() =>
        (IsUserNamespace ? HasOtherUsers ? "in a user namespace" : "in a user namespace of one user" : "as root's children")
        + (OverlayOptions is null ? ", on copies of their layers" : ", on overlay mounts");
}
