namespace Odagrun.Caches.Naming;

/// <summary>Which projects may use what all projects share.</summary>
public sealed class GlobalScope
{
    private readonly IReadOnlyList<string>? _groups;

    private GlobalScope(IReadOnlyList<string>? groups) => _groups = groups;

    /// <summary>All projects.</summary>
    public static GlobalScope All { get; } = new(null);

    /// <summary>No project.</summary>
    public static GlobalScope None { get; } = new([]);

    /// <summary>Reads <c>all</c>, <c>none</c>, or groups (or projects) separated by commas.</summary>
    public static GlobalScope Parse(string text) => text.Trim().ToLowerInvariant() switch
    {
        "all" => All,
        "none" => None,
        var groups => new([.. groups.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(group => group.Trim('/'))]),
    };

    /// <summary>Whether the project, or a group above it, is named.</summary>
    public bool Allows(string projectPath)
    {
        var path = projectPath.ToLowerInvariant();
        return _groups is null || _groups.Any(group => path == group || path.StartsWith(group + "/", StringComparison.Ordinal));
    }
}
