namespace Odagrun.Lab.Web;

/// <summary>A project.</summary>
public sealed record ProjectView
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>Full path, for example <c>group/app</c>.</summary>
    public required string Path { get; init; }

    /// <summary>Its default branch.</summary>
    public required string DefaultBranch { get; init; }

    /// <summary>Where to push and fetch, without credentials.</summary>
    public required string RepositoryUrl { get; init; }
}
