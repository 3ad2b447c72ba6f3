using System.Collections.Concurrent;
using k8s;
using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Following;

namespace Odagrun.Kubernetes.Pods;

/// <summary>
/// Who deleted a pod, where its status does not say: clusters before 1.26 have no condition for it, only events. They are asked for
/// once a pod, after its end.
/// </summary>
internal sealed class DeletionReasons(ClusterConnection connection, TimeProvider clock)
{
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<string, Answer> _answers = new(StringComparer.Ordinal);

    /// <summary>The status with the reason in it, where there is one.</summary>
    public async Task<PodStatus> ExplainAsync(PodStatus status, V1Pod pod, CancellationToken cancellationToken)
    {
        if (!_answers.TryGetValue(pod.Metadata.Uid, out var answer))
        {
            Prune();
            answer = _answers[pod.Metadata.Uid] = new Answer(
                await AskAsync(pod, cancellationToken).ConfigureAwait(false), clock.GetTimestamp());
        }

        return answer.Found is { } found ? status with { Failure = found.Failure, Message = found.Message } : status;
    }

    private async Task<(PodFailure Failure, string Message)?> AskAsync(V1Pod pod, CancellationToken cancellationToken)
    {
        try
        {
            var events = await connection.Client.CoreV1.ListNamespacedEventAsync(
                connection.Namespace, fieldSelector: $"involvedObject.uid={pod.Metadata.Uid}",
                cancellationToken: cancellationToken).ConfigureAwait(false);
            return Disruptions.ByEvents(pod, [.. events.Items]);
        }
        catch (KubernetesApiException e) when (!e.IsTransient)
        {
            // Events may not be read: then nobody knows.
            return null;
        }
    }

    private void Prune()
    {
        foreach (var (uid, answer) in _answers)
        {
            if (clock.GetElapsedTime(answer.At) > Memory)
            {
                _answers.TryRemove(uid, out _);
            }
        }
    }

    private sealed record Answer((PodFailure Failure, string Message)? Found, long At);
}
