using Odagrun.Executor.Archives.Globs;

namespace Odagrun.Executor.Git.WorkTrees;

/// <summary>One line in the language of .gitignore, as <c>git clean -e</c> takes it.</summary>
internal sealed class IgnorePattern
{
    private readonly Glob _glob;
    private readonly bool _directoriesOnly;

    private IgnorePattern(Glob glob, bool directoriesOnly)
    {
        _glob = glob;
        _directoriesOnly = directoriesOnly;
    }

    /// <summary>A pattern without a slash before its end matches at any depth; others are anchored at the top.</summary>
    internal static IgnorePattern Parse(string text)
    {
        var pattern = text.TrimEnd('/');
        var anchored = pattern.Contains('/', StringComparison.Ordinal);
        pattern = pattern.TrimStart('/');
        // gitignore has no alternatives in braces.
        var literal = pattern.Replace("{", "\\{", StringComparison.Ordinal).Replace("}", "\\}", StringComparison.Ordinal);
        return new(Glob.Parse(anchored ? literal : $"**/{literal}"), text.EndsWith('/'));
    }

    internal bool Matches(WorkTreeEntry entry) => (entry.IsDirectory || !_directoriesOnly) && _glob.IsMatch(entry.Path);
}
