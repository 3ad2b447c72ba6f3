using System.IO.Compression;
using Odagrun.Executor.Archives.Collecting;

namespace Odagrun.Executor.Archives.Writing;

/// <inheritdoc/>
internal sealed class ArchiveWriter : IArchiveWriter
{
    private const int BufferSize = 128 * 1024;

    public async Task WriteAsync(
        FileSelection selection, ArchiveFormat format, ArchiveLevel level, Stream destination, CancellationToken cancellationToken)
    {
        // Not disposed: that would close the destination; all ways out of here that end well flush it.
        var buffered = new BufferedStream(destination, BufferSize);
        var compression = new ZLibCompressionOptions { CompressionLevel = Number(level) };
        await (format switch
        {
            ArchiveFormat.Zip => ZipFormat.WriteAsync(selection, compression, buffered, cancellationToken),
            ArchiveFormat.Gzip => GzipFormat.WriteAsync(selection, compression, buffered, cancellationToken),
            _ => RawFormat.WriteAsync(selection, buffered, cancellationToken),
        });
        await buffered.FlushAsync(cancellationToken);
    }

    private static int Number(ArchiveLevel level) => level switch
    {
        ArchiveLevel.Fastest => 0,
        ArchiveLevel.Fast => 1,
        ArchiveLevel.Slow => 7,
        ArchiveLevel.Slowest => 9,
        _ => 6,
    };
}
