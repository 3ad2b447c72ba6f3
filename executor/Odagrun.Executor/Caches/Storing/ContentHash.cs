using System.Buffers;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Files;

namespace Odagrun.Executor.Caches.Storing;

/// <summary>
/// Tells whether files changed: XxHash128 over paths, permissions, sizes and contents. It decides about storing alone, never about
/// trust, so it may be as quick as the disk.
/// </summary>
internal static class ContentHash
{
    private const int BufferSize = 256 * 1024;

    /// <summary>The hash as hex; files are read on all cores.</summary>
    internal static string Of(IReadOnlyList<SelectedFile> files, CancellationToken cancellationToken)
    {
        var lines = new string[files.Count];
        Parallel.For(0, files.Count, new ParallelOptions { CancellationToken = cancellationToken }, at => lines[at] = Line(files[at]));
        var hash = new XxHash128();
        foreach (var line in lines)
        {
            hash.Append(Encoding.UTF8.GetBytes(line));
        }

        return Convert.ToHexStringLower(hash.GetCurrentHash());
    }

    private static string Line(SelectedFile file)
    {
        // The execute bits are all of a mode that a change can be told by: the rest follows the umask and the layer.
        return FileStatus.Read(file.FullPath) switch
        {
            { IsFile: true } status => string.Create(
                CultureInfo.InvariantCulture, $"f {file.Path}\0{status.Mode & 0x40} {status.Size} {HashOf(file.FullPath)}\n"),
            { IsSymbolicLink: true } => $"l {file.Path}\0{new FileInfo(file.FullPath).LinkTarget}\n",
            { IsDirectory: true } => $"d {file.Path}\n",
            _ => "",
        };
    }

    private static string HashOf(string path)
    {
        using var file = File.OpenHandle(
            path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, FileOptions.SequentialScan);
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var hash = new XxHash128();
            for (long at = 0; RandomAccess.Read(file, buffer, at) is var read and > 0; at += read)
            {
                hash.Append(buffer.AsSpan(0, read));
            }

            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
