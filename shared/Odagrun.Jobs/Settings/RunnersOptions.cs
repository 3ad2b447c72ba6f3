namespace Odagrun.Jobs.Settings;

/// <summary>Section <c>Odagrun:Runners</c>: the runners this installation speaks for.</summary>
public sealed record RunnersOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Runners";

    /// <summary>In their order; at least one.</summary>
    public IReadOnlyList<RunnerOptions> Runners { get; init; } = [];
}
