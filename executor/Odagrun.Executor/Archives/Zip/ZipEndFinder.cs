using System.Buffers.Binary;

namespace Odagrun.Executor.Archives.Zip;

/// <summary>Finds the directory of an archive from its last bytes.</summary>
internal static class ZipEndFinder
{
    internal static async Task<(long Offset, long Size, long Count)> FindAsync(Stream archive, CancellationToken cancellationToken)
    {
        var tail = new byte[Math.Min(archive.Length, ZipConstants.EndSize + ushort.MaxValue + ZipConstants.Zip64LocatorSize)];
        archive.Position = archive.Length - tail.Length;
        await archive.ReadExactlyAsync(tail, cancellationToken);
        var end = FindEnd(tail);
        var record = tail.AsMemory(end);
        long count = BinaryPrimitives.ReadUInt16LittleEndian(record.Span[10..]);
        long size = BinaryPrimitives.ReadUInt32LittleEndian(record.Span[12..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(record.Span[16..]);
        var locator = end - ZipConstants.Zip64LocatorSize;
        var isLong = (count == ushort.MaxValue || size == uint.MaxValue || offset == uint.MaxValue)
            && locator >= 0
            && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(locator)) == ZipConstants.Zip64Locator;
        return isLong
            ? await ReadLongAsync(archive, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + 8)), cancellationToken)
            : (offset, size, count);
    }

    private static int FindEnd(byte[] tail)
    {
        for (var i = tail.Length - ZipConstants.EndSize; i >= 0; i--)
        {
            // The comment behind the record must reach exactly to the end, or a comment could fake one.
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(i)) == ZipConstants.End
                && i + ZipConstants.EndSize + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(i + 20)) == tail.Length)
            {
                return i;
            }
        }

        throw new InvalidDataException("this is no zip archive, or it was cut off");
    }

    private static async Task<(long Offset, long Size, long Count)> ReadLongAsync(
        Stream archive, long position, CancellationToken cancellationToken)
    {
        var record = new byte[ZipConstants.Zip64EndSize];
        if (position < 0 || position + record.Length > archive.Length)
        {
            throw new InvalidDataException("the long end record lies outside of the file");
        }

        archive.Position = position;
        await archive.ReadExactlyAsync(record, cancellationToken);
        return BinaryPrimitives.ReadUInt32LittleEndian(record) == ZipConstants.Zip64End
            ? (Number(48), Number(40), Number(32))
            : throw new InvalidDataException("the long end record is missing");

        long Number(int at) => BinaryPrimitives.ReadInt64LittleEndian(record.AsSpan(at));
    }
}
