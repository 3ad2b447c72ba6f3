using Odagrun.Executor.Archives.Files;

namespace Odagrun.Executor.Archives.Globs;

/// <summary>
/// Finds what a glob matches below a directory. Directories that cannot hold a match are not read; a link to a directory is followed only
/// where the glob names it outright.
/// </summary>
internal sealed class GlobWalker(string root, CancellationToken cancellationToken)
{
    /// <summary>Each match once, relative to the root, in no certain order; <c>""</c> is the root itself.</summary>
    internal IReadOnlyCollection<string> Find(Glob glob)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var alternative in glob.Alternatives)
        {
            IReadOnlyList<GlobSegment> segments = alternative is [{ Literal: "" }] ? [] : alternative;
            Visit(segments, 0, "", found, []);
        }

        return found;
    }

    private void Visit(IReadOnlyList<GlobSegment> segments, int segment, string path, HashSet<string> found, HashSet<(int, string)> visited)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!visited.Add((segment, path)))
        {
            return;
        }

        if (segment == segments.Count)
        {
            found.Add(path);
        }
        else if (segments[segment].Literal is { } name)
        {
            var child = Join(path, name);
            if (FileStatus.Read(Full(child)) is not null)
            {
                Visit(segments, segment + 1, child, found, visited);
            }
        }
        else
        {
            VisitDirectory(segments, segment, path, found, visited);
        }
    }

    private void VisitDirectory(
        IReadOnlyList<GlobSegment> segments, int segment, string path, HashSet<string> found, HashSet<(int, string)> visited)
    {
        var anyDepth = segments[segment].IsAnyDepth;
        if (anyDepth)
        {
            Visit(segments, segment + 1, path, found, visited);
        }

        foreach (var entry in Entries(path))
        {
            var child = Join(path, entry.Name);
            var isDirectory = entry.Attributes.HasFlag(FileAttributes.Directory) && entry.LinkTarget is null;
            if (anyDepth && isDirectory)
            {
                Visit(segments, segment, child, found, visited);
            }
            else if (anyDepth
                ? segment + 1 == segments.Count
                : segments[segment].IsMatch(entry.Name) && (isDirectory || segment + 1 == segments.Count))
            {
                Visit(segments, segment + 1, child, found, visited);
            }
        }
    }

    private IEnumerable<FileSystemInfo> Entries(string path)
    {
        var directory = new DirectoryInfo(Full(path));
        try
        {
            return directory.Exists
                ? directory.EnumerateFileSystemInfos("*", new EnumerationOptions { AttributesToSkip = 0, IgnoreInaccessible = true })
                : [];
        }
        catch (UnauthorizedAccessException)
        {
            // As in a shell: what cannot be read matches nothing.
            return [];
        }
    }

    private string Full(string path) => Path.Combine(root, path);

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}/{name}";
}
