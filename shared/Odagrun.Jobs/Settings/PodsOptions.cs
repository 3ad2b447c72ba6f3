using Odagrun.Jobs.Pods;

namespace Odagrun.Jobs.Settings;

/// <summary>
/// Section <c>Odagrun:Pods</c>: what a job's pod may use, and as whom it runs. Launchers read more from the same section.
/// </summary>
public sealed record PodsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Pods";

    /// <summary>What makes pods.</summary>
    public PodLauncherKind Launcher { get; init; }

    /// <summary>How long a job waits before its log says what for.</summary>
    public TimeSpan ExplainAfter { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Limits of each pod.</summary>
    public PodLimits Limits { get; init; } = new();

    /// <summary>The user id pods run as, the group is 0; null: the launcher's own default.</summary>
    public int? UserId { get; init; }
}
