namespace Odagrun.Oci.Layers;

/// <summary>
/// One entry of a layer, read from one or to be written into one. What was read is checked: <see cref="Path"/> and the target of a hard
/// link stay inside the root by their text alone; what lies on disk (symbolic links of lower layers) is for the writer to watch.
/// Names are texts of UTF-8; other bytes in what is written stand in them as <see cref="UnixName"/> has it.
/// </summary>
public sealed record LayerEntry
{
    /// <summary>What the entry asks for.</summary>
    public required LayerEntryKind Kind { get; init; }

    /// <summary>
    /// Relative to the image's root, parts separated by one <c>/</c>, no <c>.</c> or <c>..</c>; empty for the root itself. Of a whiteout:
    /// the path that goes away.
    /// </summary>
    public required string Path { get; init; }

    /// <summary>The permissions, with set-uid, set-gid and sticky bits; nothing else of the mode.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The owner in the image.</summary>
    public long UserId { get; init; }

    /// <summary>The group in the image.</summary>
    public long GroupId { get; init; }

    /// <summary>When the content changed, whole seconds or finer; written in whole seconds.</summary>
    public DateTimeOffset Modified { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Of a symbolic link: the text as it stands. Of a hard link: a path in the form of <see cref="Path"/>. Else empty.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>Bytes of <see cref="Content"/>; 0 for all but files.</summary>
    public long Size { get; init; }

    /// <summary>
    /// The file's bytes, readable until the next entry is asked for: of a layer that is read asynchronously only, of one that is written
    /// synchronously, and disposed by whom the entry is from. Empty for all but files.
    /// </summary>
    public Stream Content { get; init; } = Stream.Null;

    /// <summary>Extended attributes by name that are written, for example <c>security.capability</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Attributes { get; init; } = [];
}
