using Odagrun.Oci.Layers;

namespace Odagrun.Oci.Pushing;

/// <summary>One entry of a layer to be written. Names are texts of UTF-8, other bytes in them as <see cref="Trees.UnixName"/> has them.</summary>
public sealed record LayerItem
{
    /// <summary>What it is.</summary>
    public required LayerEntryKind Kind { get; init; }

    /// <summary>Relative to the image's root, as <see cref="LayerEntry.Path"/>. Of a whiteout: the path that goes away.</summary>
    public required string Path { get; init; }

    /// <summary>Permissions, with set-uid, set-gid and sticky bits.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The owner.</summary>
    public long UserId { get; init; }

    /// <summary>The group.</summary>
    public long GroupId { get; init; }

    /// <summary>When the content changed; written in whole seconds.</summary>
    public DateTimeOffset Modified { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>Of a symbolic link: its text. Of a hard link: the path of an entry before it.</summary>
    public string LinkTarget { get; init; } = "";

    /// <summary>Bytes of <see cref="Content"/>.</summary>
    public long Size { get; init; }

    /// <summary>A file's bytes, read synchronously; the one who gave the entry disposes it. Null: there are none.</summary>
    public Stream? Content { get; init; }

    /// <summary>Extended attributes by name, for example <c>security.capability</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, byte[]>> Attributes { get; init; } = [];
}
