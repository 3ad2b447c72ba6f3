namespace Odagrun.Lab.Web;

/// <summary>A process of a runner, and what it said of itself last.</summary>
public sealed record RunnerManagerView
{
    /// <summary>Its <c>system_id</c>.</summary>
    public required string SystemId { get; init; }

    /// <summary>When it was heard last.</summary>
    public required DateTimeOffset ContactedAt { get; init; }

    /// <summary>Program and version.</summary>
    public required string Program { get; init; }

    /// <summary>Operating system and processor.</summary>
    public required string Platform { get; init; }

    /// <summary>The features it declared as true.</summary>
    public required IReadOnlyList<string> Features { get; init; }
}
