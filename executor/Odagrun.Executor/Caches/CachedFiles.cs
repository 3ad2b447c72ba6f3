using Odagrun.Executor.Archives.Collecting;

namespace Odagrun.Executor.Caches;

/// <summary>The list of a cache's files and links, as its layer holds it: names may have any character but NUL.</summary>
internal static class CachedFiles
{
    private const char End = '\0';

    internal static string Write(IEnumerable<SelectedFile> files) =>
        string.Concat(files.Where(file => file.Kind != FileKind.Directory).Select(file => file.Path + End));

    /// <summary>The paths; none where there is no list.</summary>
    internal static IReadOnlyList<string> Read(string list) =>
        File.Exists(list) ? File.ReadAllText(list).Split(End, StringSplitOptions.RemoveEmptyEntries) : [];
}
