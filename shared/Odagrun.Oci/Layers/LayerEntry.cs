namespace Odagrun.Oci.Layers;

/// <summary>
/// One entry of a layer, checked: <see cref="Path"/> and the target of a hard link stay inside the root by their text alone.
/// What lies on disk (symbolic links of lower layers) is for the writer to watch.
/// </summary>
public sealed record LayerEntry
{
    /// <summary>What the entry asks for.</summary>
    public required LayerEntryKind Kind { get; init; }

    /// <summary>Relative to the image's root, parts separated by one <c>/</c>, no <c>.</c> or <c>..</c>; empty for the root itself.</summary>
    public required string Path { get; init; }

    /// <summary>The permissions, with set-uid, set-gid and sticky bits; nothing else of the mode.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The owner in the image.</summary>
    public long UserId { get; init; }

    /// <summary>The group in the image.</summary>
    public long GroupId { get; init; }

    /// <summary>When the content changed, whole seconds or finer.</summary>
    public DateTimeOffset Modified { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Of a symbolic link: the text as it stands. Of a hard link: a path in the form of <see cref="Path"/>. Else empty.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>Bytes of <see cref="Content"/>; 0 for all but files.</summary>
    public long Size { get; init; }

    /// <summary>The file's bytes, readable (asynchronously only) until the next entry is asked for; empty for all but files.</summary>
    public Stream Content { get; init; } = Stream.Null;
}
