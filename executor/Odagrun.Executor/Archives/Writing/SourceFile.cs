using Odagrun.Executor.Archives.Collecting;
using Odagrun.Executor.Archives.Files;

namespace Odagrun.Executor.Archives.Writing;

/// <summary>Opens what goes into an archive.</summary>
internal static class SourceFile
{
    private const int BufferSize = 1;

    internal static FileStatus Status(SelectedFile file) =>
        FileStatus.Read(file.FullPath)
            ?? throw new ArchiveException($"{file.Path}: was there when the files were collected, and is gone now");

    internal static Stream Open(SelectedFile file)
    {
        try
        {
            return new FileStream(file.FullPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, BufferSize,
                FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveException($"{file.Path}: cannot be read: {e.Message}", e);
        }
    }
}
