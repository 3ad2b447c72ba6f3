using System.IO.Compression;
using System.Text;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Zip;

namespace Odagrun.Executor.Archives.Writing;

/// <summary>The archive of artifacts and caches.</summary>
internal static class ZipFormat
{
    internal static async Task WriteAsync(
        FileSelection selection, ZLibCompressionOptions compression, Stream destination, CancellationToken cancellationToken)
    {
        await using var output = new CountingStream(destination);
        var zip = new ZipStreamWriter(output, compression);
        foreach (var file in selection.Files)
        {
            await AddAsync(zip, file, cancellationToken);
        }

        await zip.FinishAsync(cancellationToken);
    }

    private static async Task AddAsync(ZipStreamWriter zip, SelectedFile file, CancellationToken cancellationToken)
    {
        var status = SourceFile.Status(file);
        var item = new ZipItem
        {
            Name = status.IsDirectory ? file.Path + "/" : file.Path,
            Mode = status.Mode,
            Owner = (status.Uid, status.Gid),
            Modified = status.Modified,
            Size = status.Size,
        };
        if (status.IsSymbolicLink)
        {
            await zip.AddAsync(item, LinkTarget(file), cancellationToken);
        }
        else if (status.IsDirectory || (status.IsFile && status.Size == 0))
        {
            await zip.AddAsync(item, ReadOnlyMemory<byte>.Empty, cancellationToken);
        }
        else if (status.IsFile)
        {
            await using var content = SourceFile.Open(file);
            await zip.AddAsync(item, content, cancellationToken);
        }
    }

    private static byte[] LinkTarget(SelectedFile file) => Encoding.UTF8.GetBytes(new FileInfo(file.FullPath).LinkTarget ?? "");
}
