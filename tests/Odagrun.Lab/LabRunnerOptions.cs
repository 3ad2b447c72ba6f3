namespace Odagrun.Lab;

/// <summary>What a runner may run.</summary>
public sealed record LabRunnerOptions
{
    /// <summary>Its name on the page.</summary>
    public string Description { get; init; } = "lab runner";

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Whether it takes jobs without tags.</summary>
    public bool RunUntagged { get; init; } = true;

    /// <summary>Whether it takes jobs of protected refs only.</summary>
    public bool ProtectedOnly { get; init; }

    /// <summary>Seconds a job may run at most on it; null: the job's own limit.</summary>
    public int? MaximumTimeout { get; init; }
}
