using System.Globalization;
using System.Text;
using Odagrun.Oci.Layers;
using Odagrun.Oci.Layers.Tar;
using Odagrun.Oci.Pushing.Trees;

namespace Odagrun.Oci.Pushing.Packing;

/// <summary>Writes entries as tar: ustar, and a pax header before those that do not fit into it. Adds the parent directories that are missing.</summary>
internal sealed class ItemWriter(BlockTar tar, LayerPushOptions options)
{
    private const string PaxName = "PaxHeaders/entry";
    private const int LinkMode = 0x1FF;
    private const int UserBits = 0x1C0;

    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly byte[] _block = new byte[TarField.BlockSize];

    /// <summary>How many entries were written.</summary>
    public long Count { get; private set; }

    public void Write(LayerItem item)
    {
        if (item.Path.Length == 0)
        {
            // The image's root, which every runtime has made already.
            return;
        }

        WriteParents(item);
        if (item.Kind == LayerEntryKind.Directory)
        {
            _directories.Add(item.Path);
        }

        WriteEntry(item);
    }

    /// <summary>Two blocks of zeros end a tar.</summary>
    public void End() => tar.Write(new byte[2 * TarField.BlockSize]);

    private void WriteParents(LayerItem item)
    {
        var parent = item.Kind == LayerEntryKind.OpaqueDirectory ? item.Path : LayerPath.Parent(item.Path);
        if (parent.Length == 0 || _directories.Contains(parent))
        {
            return;
        }

        for (var slash = parent.IndexOf('/', StringComparison.Ordinal); ; slash = parent.IndexOf('/', slash + 1))
        {
            var path = slash < 0 ? parent : parent[..slash];
            if (_directories.Add(path))
            {
                WriteEntry(new LayerItem { Kind = LayerEntryKind.Directory, Path = path, Mode = LayerWriter.DirectoryMode });
            }

            if (slash < 0)
            {
                return;
            }
        }
    }

    private void WriteEntry(LayerItem item)
    {
        Count++;
        var pax = new PaxWriter();
        _block.AsSpan().Clear();
        if (!TryWriteName(NameOf(item)))
        {
            pax.Add("path", NameOf(item));
        }

        var target = UnixName.Encode(item.LinkTarget);
        if (target.Length <= TarField.LinkName.Length)
        {
            target.CopyTo(_block.AsSpan(TarField.LinkName.Offset));
        }
        else
        {
            pax.Add("linkpath", target);
        }

        var size = item is { Kind: LayerEntryKind.File, Content: not null } ? item.Size : 0;
        WriteNumber(TarField.Size, size, "size", pax);
        WriteNumber(TarField.UserId, options.KeepOwner ? item.UserId : 0, "uid", pax);
        WriteNumber(TarField.GroupId, options.KeepOwner ? item.GroupId : 0, "gid", pax);
        foreach (var (name, value) in item.Attributes)
        {
            pax.Add("SCHILY.xattr." + name, value);
        }

        WriteHeaders(pax, TypeOf(item.Kind), ModeOf(item), options.Times.Of(item.Modified));
        if (item.Content is { } content && size > 0)
        {
            WriteContent(item, content);
        }
    }

    private void WriteHeaders(PaxWriter pax, char type, long mode, long modified)
    {
        if (!pax.IsEmpty)
        {
            var own = _block.ToArray();
            _block.AsSpan().Clear();
            TarField.Name.TryWriteText(_block, PaxName);
            TarField.Size.TryWriteNumber(_block, pax.Content.Length);
            TarField.UserId.TryWriteNumber(_block, 0);
            TarField.GroupId.TryWriteNumber(_block, 0);
            WriteBlock(TarType.PaxHeader, 0x1A4, modified);
            tar.Write(pax.Content);
            tar.Pad();
            own.CopyTo(_block, 0);
        }

        WriteBlock(type, mode, modified);
    }

    private void WriteBlock(char type, long mode, long modified)
    {
        TarField.Mode.TryWriteNumber(_block, mode);
        TarField.Modified.TryWriteNumber(_block, modified);
        _block[TarField.Type.Offset] = (byte)type;
        TarField.Magic.TryWriteText(_block, "ustar\000");

        // Six digits, a NUL and a space.
        (TarField.Checksum with { Length = 7 }).TryWriteNumber(_block, TarField.Sum(_block));
        _block[TarField.Checksum.Offset + 7] = (byte)' ';
        tar.Write(_block);
    }

    private void WriteContent(LayerItem item, Stream content)
    {
        for (var left = item.Size; left > 0;)
        {
            var read = tar.ReadFrom(content, left);
            left -= read > 0 ? read : throw Changed(item, $"it has {item.Size - left} bytes and not {item.Size}");
        }

        Span<byte> more = stackalloc byte[1];
        if (content.Read(more) != 0)
        {
            throw Changed(item, $"it has more than {item.Size} bytes");
        }

        tar.Pad();
    }

    private bool TryWriteName(byte[] name)
    {
        if (name.Length > TarField.Name.Length)
        {
            return TrySplitName(name);
        }

        name.CopyTo(_block.AsSpan(TarField.Name.Offset));
        return true;
    }

    // ustar: up to 155 bytes, a slash that is not written, up to 100 bytes.
    private bool TrySplitName(byte[] name)
    {
        var from = Math.Max(1, name.Length - TarField.Name.Length - 1);
        var slash = from > TarField.Prefix.Length ? -1 : name.AsSpan(from, name.Length - 1 - from).IndexOf((byte)'/');
        if (slash < 0 || from + slash > TarField.Prefix.Length)
        {
            return false;
        }

        name.AsSpan(0, from + slash).CopyTo(_block.AsSpan(TarField.Prefix.Offset));
        name.AsSpan(from + slash + 1).CopyTo(_block.AsSpan(TarField.Name.Offset));
        return true;
    }

    private void WriteNumber(TarField field, long value, string key, PaxWriter pax)
    {
        if (!field.TryWriteNumber(_block, value))
        {
            field.TryWriteNumber(_block, 0);
            pax.Add(key, Encoding.ASCII.GetBytes(value.ToString(CultureInfo.InvariantCulture)));
        }
    }

    private static byte[] NameOf(LayerItem item) => UnixName.Encode(item.Kind switch
    {
        LayerEntryKind.Directory => item.Path + "/",
        LayerEntryKind.OpaqueDirectory => $"{item.Path}/{LayerPath.OpaqueMarker}",
        LayerEntryKind.Whiteout when LayerPath.Parent(item.Path) is { Length: > 0 } parent => $"{parent}/{LayerPath.WhiteoutPrefix}{LayerPath.Name(item.Path)}",
        LayerEntryKind.Whiteout => LayerPath.WhiteoutPrefix + item.Path,
        _ => item.Path,
    });

    private long ModeOf(LayerItem item)
    {
        var mode = (int)item.Mode;
        return item.Kind switch
        {
            LayerEntryKind.SymbolicLink => LinkMode,
            LayerEntryKind.Whiteout or LayerEntryKind.OpaqueDirectory => 0,
            _ when options.KeepOwner => mode,
            _ => mode | ((mode & UserBits) >> 3),
        };
    }

    private static char TypeOf(LayerEntryKind kind) => kind switch
    {
        LayerEntryKind.Directory => TarType.Directory,
        LayerEntryKind.SymbolicLink => TarType.SymbolicLink,
        LayerEntryKind.HardLink => TarType.HardLink,
        _ => TarType.File,
    };

    private static LayerContentException Changed(LayerItem item, string what) =>
        new($"'{item.Path}' changed while it was read: {what}; let nothing write to it until it is pushed, then try again");
}
