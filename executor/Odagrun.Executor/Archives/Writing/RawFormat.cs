using Odagrun.Executor.Archives.Collecting;

namespace Odagrun.Executor.Archives.Writing;

/// <summary>One file as it is.</summary>
internal static class RawFormat
{
    internal static async Task WriteAsync(FileSelection selection, Stream destination, CancellationToken cancellationToken)
    {
        var files = selection.Files.Where(file => file.Kind != FileKind.Directory).ToList();
        if (files is not [{ Kind: FileKind.File } file])
        {
            throw new ArchiveException(
                $"format raw takes exactly one file, and {files.Count} were found: {string.Join(", ", files.Take(5).Select(found => found.Path))}");
        }

        await using var content = SourceFile.Open(file);
        await content.CopyToAsync(destination, cancellationToken);
    }
}
