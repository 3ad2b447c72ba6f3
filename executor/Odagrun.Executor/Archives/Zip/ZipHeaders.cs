using System.Text;

namespace Odagrun.Executor.Archives.Zip;

/// <summary>The records of an archive as bytes.</summary>
internal static class ZipHeaders
{
    private const byte ModifiedOnly = 1;
    private const uint DosDirectory = 0x10;
    private const int Zip64BytesBehindItsSize = 44;

    /// <summary>
    /// What stands before an entry's content; <paramref name="zip64"/> keeps room for long sizes in the descriptor that follows.
    /// </summary>
    internal static ReadOnlyMemory<byte> Local(ZipItem item, bool zip64)
    {
        var described = (item.Flags & ZipConstants.FlagDescriptor) != 0;
        var extra = new ZipRecord();
        if (zip64)
        {
            extra.U16(ZipConstants.ExtraZip64).U16(2 * sizeof(long)).U64(0).U64(0);
        }

        AddUnixExtra(extra, item);
        var name = Encoding.UTF8.GetBytes(item.Name);
        var size = zip64 ? uint.MaxValue : described ? 0 : (uint)item.Size;
        return new ZipRecord()
            .U32(ZipConstants.LocalHeader)
            .U16(zip64 ? ZipConstants.Version45 : ZipConstants.Version20)
            .Bytes(Common(item, described ? 0 : item.Crc).Memory.Span)
            .U32(zip64 ? uint.MaxValue : described ? 0 : (uint)item.CompressedSize)
            .U32(size)
            .U16(name.Length)
            .U16(extra.Length)
            .Bytes(name)
            .Bytes(extra.Memory.Span)
            .Memory;
    }

    /// <summary>What stands behind the content of an entry whose size was not known before.</summary>
    internal static ReadOnlyMemory<byte> Descriptor(ZipItem item, bool zip64)
    {
        var record = new ZipRecord().U32(ZipConstants.DataDescriptor).U32(item.Crc);
        return (zip64
            ? record.U64(item.CompressedSize).U64(item.Size)
            : record.U32((uint)item.CompressedSize).U32((uint)item.Size)).Memory;
    }

    /// <summary>An entry of the directory at the archive's end.</summary>
    internal static ReadOnlyMemory<byte> Central(ZipItem item)
    {
        var name = Encoding.UTF8.GetBytes(item.Name);
        var large = Large(item);
        var extra = new ZipRecord();
        if (large.Length > 0)
        {
            extra.U16(ZipConstants.ExtraZip64).U16(large.Length).Bytes(large.Memory.Span);
        }

        AddUnixExtra(extra, item);
        var version = large.Length > 0 ? ZipConstants.Version45 : ZipConstants.Version20;
        return new ZipRecord()
            .U32(ZipConstants.CentralHeader)
            .U16(ZipConstants.MadeOnUnix | version)
            .U16(version)
            .Bytes(Common(item, item.Crc).Memory.Span)
            .U32(Short(item.CompressedSize))
            .U32(Short(item.Size))
            .U16(name.Length)
            .U16(extra.Length)
            .U16(0).U16(0).U16(0)
            .U32(((uint)item.Mode << 16) | (item.IsDirectory ? DosDirectory : 0))
            .U32(Short(item.Offset))
            .Bytes(name)
            .Bytes(extra.Memory.Span)
            .Memory;
    }

    /// <summary>The archive's last bytes, in long form where a number asks for it.</summary>
    internal static ReadOnlyMemory<byte> End(long count, long directoryOffset, long directorySize)
    {
        var record = new ZipRecord();
        if (count >= ushort.MaxValue || directoryOffset >= uint.MaxValue || directorySize >= uint.MaxValue)
        {
            record.U32(ZipConstants.Zip64End).U64(Zip64BytesBehindItsSize)
                .U16(ZipConstants.MadeOnUnix | ZipConstants.Version45).U16(ZipConstants.Version45)
                .U32(0).U32(0).U64(count).U64(count).U64(directorySize).U64(directoryOffset)
                .U32(ZipConstants.Zip64Locator).U32(0).U64(directoryOffset + directorySize).U32(1);
        }

        var shown = (int)Math.Min(count, ushort.MaxValue);
        return record.U32(ZipConstants.End).U16(0).U16(0).U16(shown).U16(shown).U32(Short(directorySize)).U32(Short(directoryOffset))
            .U16(0).Memory;
    }

    private static ZipRecord Common(ZipItem item, uint crc)
    {
        var (time, date) = ZipTime.ToDos(item.Modified);
        return new ZipRecord().U16(item.Flags).U16(item.Method).U16(time).U16(date).U32(crc);
    }

    private static ZipRecord Large(ZipItem item)
    {
        var record = new ZipRecord();
        foreach (var value in (long[])[item.Size, item.CompressedSize, item.Offset])
        {
            if (value >= uint.MaxValue)
            {
                record.U64(value);
            }
        }

        return record;
    }

    private static void AddUnixExtra(ZipRecord extra, ZipItem item)
    {
        if (ZipTime.ToUnix(item.Modified) is { } seconds)
        {
            extra.U16(ZipConstants.ExtraTime).U16(1 + sizeof(int)).U8(ModifiedOnly).U32((uint)seconds);
        }

        const int ownerSize = 3 + (2 * sizeof(uint));
        extra.U16(ZipConstants.ExtraOwner).U16(ownerSize).U8(1).U8(sizeof(uint)).U32(item.Owner.Uid).U8(sizeof(uint)).U32(item.Owner.Gid);
    }

    private static uint Short(long value) => value >= uint.MaxValue ? uint.MaxValue : (uint)value;
}
