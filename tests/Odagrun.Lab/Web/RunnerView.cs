namespace Odagrun.Lab.Web;

/// <summary>A runner and the processes that used its token.</summary>
public sealed record RunnerView
{
    /// <summary>Its number.</summary>
    public required int Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Description { get; init; }

    /// <summary>Its tags.</summary>
    public required IReadOnlyList<string> Tags { get; init; }

    /// <summary>Whether it gets no jobs.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Its processes.</summary>
    public required IReadOnlyList<RunnerManagerView> Managers { get; init; }
}
