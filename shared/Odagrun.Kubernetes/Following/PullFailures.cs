using System.Collections.Concurrent;
using k8s.Models;
using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Following;

/// <summary>
/// Decides when a failing pull is final. The node tries again by itself, with growing pauses; its status has the cause only right
/// after an attempt, and no count: so attempts are noted here while somebody follows the pod.
/// </summary>
internal sealed class PullFailures(TimeProvider clock)
{
    /// <summary>How long a registry may be out of reach.</summary>
    public static readonly TimeSpan NetworkPatience = TimeSpan.FromMinutes(5);

    /// <summary>When a failure counts as the second one, if its attempt was not seen.</summary>
    public static readonly TimeSpan SecondAttempt = TimeSpan.FromSeconds(30);

    private const string Attempted = "ErrImagePull";

    private readonly ConcurrentDictionary<string, Attempts> _attempts = new(StringComparer.Ordinal);

    /// <summary>Reads a container that waits for its image.</summary>
    public Reading Read(V1Pod pod, V1ContainerStatus status, V1ContainerStateWaiting waiting, IReadOnlyList<Corev1Event> events)
    {
        var attempts = _attempts.AddOrUpdate(
            pod.Metadata.Uid + "/" + status.Name,
            _ => Next(new Attempts(clock.GetUtcNow(), 0, null, null), waiting, Told(pod, events)),
            (_, known) => Next(known, waiting, Told(pod, events)));
        var failure = waiting.Reason == "RegistryUnavailable" ? PodFailure.ImageUnreachable : PullTexts.Classify(attempts.Cause);
        var message = $"image {status.Image}: {attempts.Cause ?? "the node gives no reason"}";
        var age = clock.GetUtcNow() - attempts.Since;
        var left = failure == PodFailure.ImageUnreachable ? NetworkPatience - age
            : attempts.Count >= 2 ? TimeSpan.Zero
            : SecondAttempt - age;
        return left <= TimeSpan.Zero
            ? Reading.Failed(failure, message)
            : Reading.Pending($"the image can't be pulled yet: {message}", left);
    }

    /// <summary>Forgets pods of which nothing is asked any more.</summary>
    public void Forget(string podUid)
    {
        foreach (var key in _attempts.Keys.Where(key => key.StartsWith(podUid, StringComparison.Ordinal)))
        {
            _attempts.TryRemove(key, out _);
        }
    }

    private static Attempts Next(Attempts known, V1ContainerStateWaiting waiting, string? told)
    {
        var isNew = waiting.Reason == Attempted && known.Reason != Attempted;
        var cause = waiting.Reason == Attempted ? Texts.OneLine(waiting.Message) : PullTexts.Cause(waiting.Message) ?? told ?? known.Cause;
        return known with
        {
            Count = Math.Max(known.Count + (isNew ? 1 : 0), 1),
            Reason = waiting.Reason,
            Cause = cause ?? known.Cause,
        };
    }

    private static string? Told(V1Pod pod, IReadOnlyList<Corev1Event> events) => events
        .Where(entry => entry.Reason == "Failed" && entry.InvolvedObject.Uid == pod.Metadata.Uid && PullTexts.IsCause(entry.Message))
        .OrderBy(EventTimes.Last).Select(entry => Texts.OneLine(entry.Message)).LastOrDefault();

    private sealed record Attempts(DateTimeOffset Since, int Count, string? Reason, string? Cause);
}
