namespace Odagrun.Oci.Layers;

/// <summary>What a layer's entry asks for (image-spec, layer.md).</summary>
public enum LayerEntryKind
{
    /// <summary>A regular file, written or replaced.</summary>
    File,

    /// <summary>A directory, made or its metadata changed.</summary>
    Directory,

    /// <summary>A symbolic link; its target is any text and is never followed while unpacking.</summary>
    SymbolicLink,

    /// <summary>Another name for a file of this or a lower layer.</summary>
    HardLink,

    /// <summary>The path of a lower layer is removed (<c>.wh.NAME</c>).</summary>
    Whiteout,

    /// <summary>All that lower layers have in the directory is removed (<c>.wh..wh..opq</c>); the path is that of the directory.</summary>
    OpaqueDirectory,
}
