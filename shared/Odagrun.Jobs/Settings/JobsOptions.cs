namespace Odagrun.Jobs.Settings;

/// <summary>Section <c>Odagrun:Jobs</c>: the job store.</summary>
public sealed record JobsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Odagrun:Jobs";

    /// <summary>
    /// Where jobs are kept, absolute; made where it is missing. Empty where pods run in Kubernetes: Secrets keep jobs there.
    /// </summary>
    public required string Directory { get; init; }
}
