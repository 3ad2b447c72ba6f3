namespace Odagrun.Lab.Pipelines;

/// <summary>One of <c>needs:</c>.</summary>
internal sealed record CiNeed(string Job)
{
    public bool Artifacts { get; init; } = true;

    public bool Optional { get; init; }

    /// <summary>Only this run of a matrix: its variables, in order.</summary>
    public IReadOnlyDictionary<string, string>? Matrix { get; init; }
}
