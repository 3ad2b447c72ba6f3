using k8s.Models;

namespace Odagrun.Kubernetes.Settings;

/// <summary>
/// Section <c>Odagrun:Pods:Volumes:&lt;name&gt;</c>: something mounted into the job, and into services where they are to have it.
/// </summary>
public sealed record PodVolume(V1Volume Volume, string MountPath)
{
    /// <summary>A folder or file in the volume; null: all of it.</summary>
    public string? SubPath { get; init; }

    /// <summary>Not to be written to.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Mounted into services too.</summary>
    public bool Services { get; init; }
}
