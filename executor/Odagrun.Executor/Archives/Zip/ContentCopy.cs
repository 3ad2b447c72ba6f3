using System.Buffers;
using System.IO.Hashing;

namespace Odagrun.Executor.Archives.Zip;

/// <summary>Copies content and takes its checksum and size on the way.</summary>
internal static class ContentCopy
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Copies at most <paramref name="limit"/> bytes.</summary>
    internal static async Task<(uint Crc, long Size)> RunAsync(
        Stream source, Stream destination, long limit, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var crc = new Crc32();
        var size = 0L;
        try
        {
            while (size < limit)
            {
                var read = await source.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, limit - size)), cancellationToken);
                if (read == 0)
                {
                    break;
                }

                crc.Append(buffer.AsSpan(0, read));
                size += read;
                await destination.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            return (crc.GetCurrentHashAsUInt32(), size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
