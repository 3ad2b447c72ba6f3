using Odagrun.Oci.Layers.Tar;

namespace Odagrun.Oci.Layers;

/// <summary>Turns a tar header into a checked entry.</summary>
internal sealed class LayerEntryFactory(LayerLimits limits)
{
    private const UnixFileMode AllBits = (UnixFileMode)0xFFF;

    /// <summary>Null for entries that say nothing to anybody (bookkeeping of the old aufs driver).</summary>
    public LayerEntry? Create(TarHeader header, Stream content)
    {
        var path = LayerPath.Normalize(header.Name, "a name", limits.PathBytes);
        var name = LayerPath.Name(path);
        if (name.StartsWith(LayerPath.WhiteoutPrefix, StringComparison.Ordinal))
        {
            return Whiteout(header, path, name);
        }

        if (LayerPath.Parent(path).Split('/').Any(part => part.StartsWith(LayerPath.WhiteoutPrefix, StringComparison.Ordinal)))
        {
            throw new LayerFormatException($"the layer has a name below a removal mark: '{header.Name}'");
        }

        var kind = KindOf(header);
        if (path.Length == 0 && kind != LayerEntryKind.Directory)
        {
            throw new LayerFormatException($"the layer wants to replace the image's root by a {kind} ('{header.Name}')");
        }

        return new LayerEntry
        {
            Kind = kind,
            Path = path,
            Mode = (UnixFileMode)header.Mode & AllBits,
            UserId = header.UserId,
            GroupId = header.GroupId,
            Modified = header.Modified,
            LinkTarget = LinkTarget(header, kind, path),
            Size = kind == LayerEntryKind.File ? header.Size : 0,
            Content = kind == LayerEntryKind.File ? content : Stream.Null,
        };
    }

    private static LayerEntry? Whiteout(TarHeader header, string path, string name)
    {
        var parent = LayerPath.Parent(path);
        if (name == LayerPath.OpaqueMarker)
        {
            return new LayerEntry { Kind = LayerEntryKind.OpaqueDirectory, Path = parent };
        }

        if (name.StartsWith(".wh..wh.", StringComparison.Ordinal))
        {
            return null;
        }

        var removed = name[LayerPath.WhiteoutPrefix.Length..];
        return removed is "" or "." or ".."
            ? throw new LayerFormatException($"the layer has a removal mark that names no file: '{header.Name}'")
            : new LayerEntry { Kind = LayerEntryKind.Whiteout, Path = parent.Length == 0 ? removed : parent + "/" + removed };
    }

    private static LayerEntryKind KindOf(TarHeader header) => header.Type switch
    {
        TarType.Directory => LayerEntryKind.Directory,
        // Before POSIX a directory was a file whose name ends in a slash.
        TarType.OldFile when header.Name.EndsWith('/') => LayerEntryKind.Directory,
        TarType.File or TarType.OldFile or TarType.ContiguousFile => LayerEntryKind.File,
        TarType.SymbolicLink => LayerEntryKind.SymbolicLink,
        TarType.HardLink => LayerEntryKind.HardLink,
        '3' or '4' => throw new LayerFormatException($"the layer brings a device node, '{header.Name}': refused"),
        '6' => throw new LayerFormatException($"the layer brings a named pipe, '{header.Name}': refused"),
        var other =>
            throw new LayerFormatException($"the layer's entry '{header.Name}' has a type that image layers may not hold ('{other}')"),
    };

    private string LinkTarget(TarHeader header, LayerEntryKind kind, string path)
    {
        if (kind is not (LayerEntryKind.SymbolicLink or LayerEntryKind.HardLink))
        {
            return "";
        }

        // The text of a symbolic link may be anything: what it means is decided inside the container.
        var normalized = kind == LayerEntryKind.HardLink
            ? LayerPath.Normalize(header.LinkName, "a hard link", limits.PathBytes)
            : header.LinkName;
        var valid = normalized.Length > 0 && normalized.Length <= limits.PathBytes && !normalized.Contains('\0', StringComparison.Ordinal)
            && (kind == LayerEntryKind.SymbolicLink || normalized != path);
        return valid ? normalized : throw new LayerFormatException($"the layer's link '{header.Name}' has no usable target");
    }
}
