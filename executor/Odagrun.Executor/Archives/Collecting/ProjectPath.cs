namespace Odagrun.Executor.Archives.Collecting;

/// <summary>Brings what users write as a path or glob into the form relative to the project.</summary>
internal static class ProjectPath
{
    /// <summary>
    /// Without <c>.</c>, <c>..</c>, doubled and trailing slashes; <c>""</c> is the project itself; null when it lies outside of the
    /// project. Works on the text alone, as a glob names nothing on disk.
    /// </summary>
    internal static string? Relative(string projectDirectory, string path)
    {
        var root = Clean(projectDirectory, []);
        var full = path.StartsWith('/') ? Clean(path, []) : Clean(path, root);
        return full is not null && root is not null && full.Count >= root.Count && full.Take(root.Count).SequenceEqual(root)
            ? string.Join('/', full.Skip(root.Count))
            : null;
    }

    private static List<string>? Clean(string path, List<string>? start)
    {
        var parts = start is null ? [] : new List<string>(start);
        foreach (var part in path.Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case ".." when parts.Count == 0:
                    return null;
                case "..":
                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return parts;
    }
}
