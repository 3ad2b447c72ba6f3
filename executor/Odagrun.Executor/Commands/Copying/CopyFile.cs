using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.Copying;

/// <summary><c>--to_file</c>.</summary>
internal static class CopyFile
{
    private const UnixFileMode NewFile = (UnixFileMode)0x1B6; // rw-rw-rw-, less the umask

    /// <summary>
    /// Writes it and gives how many bytes; without <paramref name="isAppended"/> the file is the old or the new one at any time, and never
    /// half of it.
    /// </summary>
    internal static async Task<long> WriteAsync(CopyContent content, string path, bool isAppended, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new CommandException($"{path} is a directory; --to_file names the file in it");
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            // Devices, pipes and links are written through; what is a file, or none yet, is replaced.
            var isFile = !Path.Exists(path) || (File.GetAttributes(path) & (FileAttributes.Device | FileAttributes.ReparsePoint)) == 0;
            return isAppended || !isFile
                ? await WriteAsync(content, path, isAppended ? FileMode.Append : FileMode.Create, NewFile, cancellationToken)
                : await ReplaceAsync(content, path, cancellationToken);
        }
        catch (UnauthorizedAccessException)
        {
            throw new CommandException($"{path} can't be written by the job's user; choose a place below $CI_PROJECT_DIR");
        }
    }

    private static async Task<long> ReplaceAsync(CopyContent content, string path, CancellationToken cancellationToken)
    {
        var mode = File.Exists(path) ? File.GetUnixFileMode(path) : content.Mode ?? NewFile;
        var beside = $"{path}.{Guid.NewGuid():n}";
        try
        {
            var bytes = await WriteAsync(content, beside, FileMode.CreateNew, mode, cancellationToken);
            File.Move(beside, path, overwrite: true);
            return bytes;
        }
        finally
        {
            File.Delete(beside);
        }
    }

    private static async Task<long> WriteAsync(
        CopyContent content, string path, FileMode mode, UnixFileMode rights, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(
            path, new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite, UnixCreateMode = rights });
        var counted = 0L;
        var buffer = new byte[128 << 10];
        for (int count; (count = await content.Stream.ReadAsync(buffer, cancellationToken)) > 0; counted += count)
        {
            await file.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return counted;
    }
}
