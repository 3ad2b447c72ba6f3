namespace Odagrun.Kubernetes.Rooms;

/// <summary>Whether a pod fits.</summary>
internal enum RoomResult
{
    /// <summary>As far as is known.</summary>
    Fits,

    /// <summary>Not beside what is there now.</summary>
    FitsLater,

    /// <summary>Not even alone: as it is wished, or as the cluster is configured.</summary>
    NeverFits,
}
