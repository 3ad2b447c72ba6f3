using Odagrun.Handover;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Jobs.Pods;

/// <summary>
/// What a pod is made of. <paramref name="Envelope"/> is sealed with <paramref name="Key"/>; <paramref name="PullCredentials"/> are
/// for <paramref name="Image"/>'s registry; <paramref name="Timeout"/> is the job's, the pod is given a little more.
/// </summary>
public sealed record PodRequest(
    JobName Job,
    ImageReference Image,
    ReadOnlyMemory<byte> Envelope,
    JobKey Key,
    TimeSpan Timeout,
    RegistryCredentials PullCredentials,
    PodLimits Limits)
{
    /// <summary>For labels and annotations.</summary>
    public PodSubject Subject { get; init; } = new();

    /// <summary>
    /// The job's KUBERNETES_* variables, expanded: what it wishes its pod to be like. Obeyed as far as the options allow.
    /// </summary>
    public IReadOnlyDictionary<string, string> Overwrites { get; init; } = new Dictionary<string, string>();

    /// <summary>As whom the job runs; null: as the launcher is told to run all.</summary>
    public PodUser? User { get; init; }

    /// <summary>Services beside the job.</summary>
    public IReadOnlyList<PodService> Services { get; init; } = [];

    /// <summary>The job and its image.</summary>
    public override string ToString() => $"{Job} from {Image}";
}
