using System.IO.Enumeration;

namespace Odagrun.Oci.Pushing.Trees;

/// <summary>
/// How large the tar of a tree will be, about: of names of one file each counts, and what can't be looked at counts as nothing.
/// </summary>
internal static class TreeSize
{
    private const int BlockBytes = 512;

    private static readonly EnumerationOptions Everything = new()
    {
        RecurseSubdirectories = true,
        AttributesToSkip = 0,
        IgnoreInaccessible = true,
    };

    /// <summary>Of a directory with all below it, or of a file; 0 for what is neither.</summary>
    public static long Of(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? Bytes(new FileInfo(path).Length) : 0;
        }

        var sizes = new FileSystemEnumerable<long>(
            path, SizeOf, Everything)
        { ShouldRecursePredicate = (ref FileSystemEntry entry) => entry.IsDirectory && !IsLink(ref entry) };
        long sum = 0;
        foreach (var size in sizes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            sum += size;
        }

        return sum;
    }

    private static long SizeOf(ref FileSystemEntry entry) => Bytes(entry.IsDirectory || IsLink(ref entry) ? 0 : entry.Length);

    private static bool IsLink(ref FileSystemEntry entry) => entry.Attributes.HasFlag(FileAttributes.ReparsePoint);

    // A header, and the content in whole blocks.
    private static long Bytes(long length) => BlockBytes + ((length + BlockBytes - 1) & ~(BlockBytes - 1L));
}
