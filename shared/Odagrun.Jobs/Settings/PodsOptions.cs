using Odagrun.Jobs.Pods;

namespace Odagrun.Jobs.Settings;

/// <summary>Section <c>Odagrun:Pods</c>: what a job's pod may use, and as whom it runs. Launchers read more from the same section.</summary>
public sealed record PodsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Pods";

    /// <summary>Limits of each pod.</summary>
    public PodLimits Limits { get; init; } = new();

    /// <summary>The user id pods run as, the group is 0; null: the launcher's own default.</summary>
    public int? UserId { get; init; }
}
