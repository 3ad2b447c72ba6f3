namespace Odagrun.Executor.Git.Submodules;

/// <summary>GIT_SUBMODULE_PATHS: paths to take, and with <c>:(exclude)</c> in front paths to leave out.</summary>
internal sealed class SubmodulePaths
{
    private const string ExcludeMark = ":(exclude)";
    private readonly IReadOnlyList<string> _taken;
    private readonly IReadOnlyList<string> _left;

    internal SubmodulePaths(IReadOnlyList<string> paths)
    {
        _left = [.. paths.Where(IsExclude).Select(path => path[ExcludeMark.Length..].Trim('/'))];
        _taken = [.. paths.Where(path => !IsExclude(path)).Select(path => path.Trim('/'))];
    }

    internal bool Has(string path) => (_taken.Count == 0 || _taken.Any(root => IsIn(root, path))) && !_left.Any(root => IsIn(root, path));

    private static bool IsExclude(string path) => path.StartsWith(ExcludeMark, StringComparison.Ordinal);

    private static bool IsIn(string root, string path) =>
        path == root || root.Length == 0 || path.StartsWith(root + "/", StringComparison.Ordinal);
}
