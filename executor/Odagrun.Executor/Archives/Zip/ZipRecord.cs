using System.Buffers;
using System.Buffers.Binary;

namespace Odagrun.Executor.Archives.Zip;

/// <summary>Puts little-endian numbers together.</summary>
internal sealed class ZipRecord
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    internal int Length => _bytes.WrittenCount;

    internal ReadOnlyMemory<byte> Memory => _bytes.WrittenMemory;

    internal ZipRecord U8(byte value) => Bytes([value]);

    internal ZipRecord U16(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ushort)];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, (ushort)value);
        return Bytes(bytes);
    }

    internal ZipRecord U32(uint value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    internal ZipRecord U64(long value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, value);
        return Bytes(bytes);
    }

    internal ZipRecord Bytes(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }
}
