namespace Odagrun.Oci.Pushing;

/// <summary>How a layer is compressed (image-spec, layer.md).</summary>
public enum LayerFormat
{
    /// <summary>gzip (RFC 1952): every client reads it.</summary>
    Gzip,

    /// <summary>zstd (RFC 8878): quicker and smaller; containerd and CRI-O read it, Docker since 23.</summary>
    Zstd,

    /// <summary>Plain tar.</summary>
    None,
}
