namespace Odagrun.Kubernetes.Settings;

/// <summary>How a patch is meant.</summary>
public enum PodPatchType
{
    /// <summary>Kubernetes' own: lists with names are merged by name.</summary>
    Strategic,

    /// <summary>RFC 7396: lists are replaced.</summary>
    Merge,

    /// <summary>RFC 6902: a list of operations.</summary>
    Json,
}
