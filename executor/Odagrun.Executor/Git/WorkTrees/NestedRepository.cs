namespace Odagrun.Executor.Git.WorkTrees;

/// <summary>Tells directories that are repositories of their own.</summary>
internal static class NestedRepository
{
    internal static bool IsAt(string workTree, string directory) => Path.Exists(Path.Combine(workTree, directory, ".git"));
}
