using System.Globalization;
using System.Text;

namespace Odagrun.Oci.Layers.Tar;

/// <summary>
/// Writes entries as tar: ustar, and a pax header before those that do not fit into it. Adds the parent directories that are missing.
/// Nothing of this machine gets in.
/// </summary>
/// <param name="tar">Where it goes.</param>
/// <param name="times">What becomes of the entries' times.</param>
/// <param name="keepsOwner">False: owner 0:0, and the group may what the user may.</param>
internal sealed class TarEntryWriter(ITarOutput tar, LayerTimes times, bool keepsOwner)
{
    private const string PaxName = "PaxHeaders/entry";
    private const int LinkMode = 0x1FF;
    private const int UserBits = 0x1C0;

    private readonly HashSet<string> _directories = new(StringComparer.Ordinal);
    private readonly byte[] _block = new byte[TarField.BlockSize];

    /// <summary>How many entries were written.</summary>
    public long Count { get; private set; }

    public void Write(LayerEntry entry)
    {
        if (entry.Path.Length == 0)
        {
            // The image's root, which every runtime has made already.
            return;
        }

        WriteParents(entry);
        if (entry.Kind == LayerEntryKind.Directory)
        {
            _directories.Add(entry.Path);
        }

        WriteEntry(entry);
    }

    /// <summary>Two blocks of zeros end a tar.</summary>
    public void End() => tar.Write(new byte[2 * TarField.BlockSize]);

    private void WriteParents(LayerEntry entry)
    {
        var parent = entry.Kind == LayerEntryKind.OpaqueDirectory ? entry.Path : LayerPath.Parent(entry.Path);
        if (parent.Length == 0 || _directories.Contains(parent))
        {
            return;
        }

        for (var slash = parent.IndexOf('/', StringComparison.Ordinal); ; slash = parent.IndexOf('/', slash + 1))
        {
            var path = slash < 0 ? parent : parent[..slash];
            if (_directories.Add(path))
            {
                WriteEntry(new LayerEntry { Kind = LayerEntryKind.Directory, Path = path, Mode = LayerWriter.DirectoryMode });
            }

            if (slash < 0)
            {
                return;
            }
        }
    }

    private void WriteEntry(LayerEntry entry)
    {
        Count++;
        var pax = new PaxWriter();
        _block.AsSpan().Clear();
        if (!TryWriteName(NameOf(entry)))
        {
            pax.Add("path", NameOf(entry));
        }

        var target = UnixName.Encode(entry.LinkTarget);
        if (target.Length <= TarField.LinkName.Length)
        {
            target.CopyTo(_block.AsSpan(TarField.LinkName.Offset));
        }
        else
        {
            pax.Add("linkpath", target);
        }

        var size = entry.Kind == LayerEntryKind.File ? entry.Size : 0;
        WriteNumber(TarField.Size, size, "size", pax);
        WriteNumber(TarField.UserId, keepsOwner ? entry.UserId : 0, "uid", pax);
        WriteNumber(TarField.GroupId, keepsOwner ? entry.GroupId : 0, "gid", pax);
        foreach (var (name, value) in entry.Attributes)
        {
            pax.Add("SCHILY.xattr." + name, value);
        }

        WriteHeaders(pax, TypeOf(entry.Kind), ModeOf(entry), times.Of(entry.Modified));
        if (size > 0)
        {
            WriteContent(entry, entry.Content);
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
            Pad();
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

    private void WriteContent(LayerEntry entry, Stream content)
    {
        for (var left = entry.Size; left > 0;)
        {
            var read = tar.ReadFrom(content, left);
            left -= read > 0 ? read : throw Changed(entry, $"it has {entry.Size - left} bytes and not {entry.Size}");
        }

        Span<byte> more = stackalloc byte[1];
        if (content.Read(more) != 0)
        {
            throw Changed(entry, $"it has more than {entry.Size} bytes");
        }

        Pad();
    }

    // Zeros up to a multiple of 512.
    private void Pad()
    {
        Span<byte> zeros = stackalloc byte[TarField.BlockSize];
        zeros.Clear();
        tar.Write(zeros[..(int)(-tar.Count & (TarField.BlockSize - 1))]);
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

    private static byte[] NameOf(LayerEntry entry) => UnixName.Encode(entry.Kind switch
    {
        LayerEntryKind.Directory => entry.Path + "/",
        LayerEntryKind.OpaqueDirectory => $"{entry.Path}/{LayerPath.OpaqueMarker}",
        LayerEntryKind.Whiteout when LayerPath.Parent(entry.Path) is { Length: > 0 } parent =>
            $"{parent}/{LayerPath.WhiteoutPrefix}{LayerPath.Name(entry.Path)}",
        LayerEntryKind.Whiteout => LayerPath.WhiteoutPrefix + entry.Path,
        _ => entry.Path,
    });

    private long ModeOf(LayerEntry entry)
    {
        var mode = (int)entry.Mode;
        return entry.Kind switch
        {
            LayerEntryKind.SymbolicLink => LinkMode,
            LayerEntryKind.Whiteout or LayerEntryKind.OpaqueDirectory => 0,
            _ when keepsOwner => mode,
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

    private static LayerContentException Changed(LayerEntry entry, string what) =>
        new($"'{entry.Path}' changed while it was read: {what}; let nothing write to it until it is pushed, then try again");
}
