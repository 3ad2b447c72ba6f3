using System.Buffers.Binary;
using System.Text;

namespace Odagrun.Executor.Archives.Zip;

/// <summary>Reads the entries of an archive's directory.</summary>
internal static class ZipDirectoryParser
{
    private const int MadeOnUnix = 3;
    private const int MadeOnMac = 19;
    private static readonly UTF8Encoding s_strict = new(false, throwOnInvalidBytes: true);

    internal static IReadOnlyList<ZipItem> Parse(ReadOnlySpan<byte> bytes, long count)
    {
        var items = new List<ZipItem>();
        while (items.Count < count)
        {
            if (bytes.Length < ZipConstants.CentralHeaderSize || U32(bytes, 0) != ZipConstants.CentralHeader)
            {
                throw new InvalidDataException($"the directory is damaged after {items.Count} of {count} entries");
            }

            var nameEnd = ZipConstants.CentralHeaderSize + U16(bytes, 28);
            var extraEnd = nameEnd + U16(bytes, 30);
            var end = extraEnd + U16(bytes, 32);
            if (bytes.Length < end)
            {
                throw new InvalidDataException($"the directory is cut off after {items.Count} of {count} entries");
            }

            items.Add(ParseItem(bytes[..nameEnd], bytes[nameEnd..extraEnd]));
            bytes = bytes[end..];
        }

        return items;
    }

    private static ZipItem ParseItem(ReadOnlySpan<byte> header, ReadOnlySpan<byte> extra)
    {
        var system = header[5];
        var item = new ZipItem
        {
            Name = Name(header[ZipConstants.CentralHeaderSize..]),
            Flags = U16(header, 8),
            Method = U16(header, 10),
            Modified = ZipTime.FromDos(U16(header, 12), U16(header, 14)),
            Crc = U32(header, 16),
            CompressedSize = U32(header, 20),
            Size = U32(header, 24),
            Mode = system is MadeOnUnix or MadeOnMac ? U16(header, 40) : (ushort)0,
            Offset = U32(header, 42),
        };
        for (var rest = extra; rest.Length >= 2 * sizeof(ushort);)
        {
            var length = U16(rest, 2);
            if (rest.Length < 4 + length)
            {
                break;
            }

            item = ReadExtra(item, U16(rest, 0), rest.Slice(4, length));
            rest = rest[(4 + length)..];
        }

        return item;
    }

    private static ZipItem ReadExtra(ZipItem item, ushort id, ReadOnlySpan<byte> data)
    {
        switch (id)
        {
            case ZipConstants.ExtraTime when data.Length >= 5 && (data[0] & 1) != 0:
                return item with { Modified = DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt32LittleEndian(data[1..])) };
            case ZipConstants.ExtraZip64:
                var size = Long(item.Size, ref data);
                var compressed = Long(item.CompressedSize, ref data);
                return item with { Size = size, CompressedSize = compressed, Offset = Long(item.Offset, ref data) };
            default:
                return item;
        }
    }

    private static long Long(long value, ref ReadOnlySpan<byte> data)
    {
        if (value != uint.MaxValue || data.Length < sizeof(long))
        {
            return value;
        }

        value = BinaryPrimitives.ReadInt64LittleEndian(data);
        data = data[sizeof(long)..];
        return value >= 0 ? value : throw new InvalidDataException("a size in the directory is negative");
    }

    /// <summary>UTF-8 with or without the flag that announces it; archives of other tools may hold Latin-1.</summary>
    private static string Name(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return s_strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    private static ushort U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint U32(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
