namespace Odagrun.Executor.Git;

/// <summary>Objects on disk that a new repository borrows.</summary>
/// <param name="Objects">The directory with <c>pack</c> in it.</param>
/// <param name="Head">A commit that is whole in it.</param>
/// <param name="Shallow">Commits whose parents are not in it.</param>
internal sealed record GitSeed(string Objects, string Head, IReadOnlyList<string> Shallow);
