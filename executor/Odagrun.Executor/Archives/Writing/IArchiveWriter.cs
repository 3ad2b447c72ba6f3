using Odagrun.Executor.Archives.Collecting;

namespace Odagrun.Executor.Archives.Writing;

/// <summary>Writes a selection in one of GitLab's artifact formats.</summary>
internal interface IArchiveWriter
{
    /// <summary>
    /// Streams the archive into <paramref name="destination"/>, which need not be seekable and stays open; may be called again for another
    /// try. Throws <see cref="ArchiveException"/> where the format cannot hold the selection.
    /// </summary>
    Task WriteAsync(
        FileSelection selection, ArchiveFormat format, ArchiveLevel level, Stream destination, CancellationToken cancellationToken);
}
