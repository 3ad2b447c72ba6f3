namespace Odagrun.Executor.Git.Fetching;

/// <summary>One <c>git fetch</c> from origin.</summary>
internal sealed record FetchRequest
{
    /// <summary>What.</summary>
    public required IReadOnlyList<string> Refspecs { get; init; }

    /// <summary>0 = all; <see cref="Unshallow"/> = all, also what an earlier fetch left out.</summary>
    public int Depth { get; init; }

    /// <summary>Remove tracking refs that the server does not have any more.</summary>
    public bool Prune { get; init; }

    /// <summary>Take the tags along that point into what is fetched.</summary>
    public bool FollowTags { get; init; } = true;

    /// <summary>How the server is spoken to.</summary>
    public required RemoteAccess Access { get; init; }

    /// <summary><c>GIT_FETCH_DEPTH_UNSHALLOW</c>.</summary>
    internal const int Unshallow = int.MaxValue;
}
