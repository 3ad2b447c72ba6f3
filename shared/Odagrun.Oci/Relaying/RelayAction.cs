namespace Odagrun.Oci.Relaying;

/// <summary>What a request does to a repository.</summary>
public enum RelayAction
{
    /// <summary>Reads manifests, blobs or tags.</summary>
    Read,

    /// <summary>Writes blobs or manifests, or removes them.</summary>
    Write,
}
