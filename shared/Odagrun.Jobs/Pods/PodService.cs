using Odagrun.Oci.References;

namespace Odagrun.Jobs.Pods;

/// <summary>
/// A service beside the job: its composed image, whose entrypoint is <c>odagrun run-service</c>. <paramref name="Index"/> is its place
/// in the job's <c>services</c>, and names its sealed envelope; <paramref name="Aliases"/> are host names for 127.0.0.1.
/// <paramref name="Overwrites"/> are the KUBERNETES_SERVICE_* variables that hold for it alone.
/// </summary>
public sealed record PodService(
    int Index, string Name, ImageReference Image, IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, string> Overwrites)
{
    /// <summary>As whom it runs; null: as the launcher is told to run all.</summary>
    public PodUser? User { get; init; }
}
