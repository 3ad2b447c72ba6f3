using k8s.Models;
using Microsoft.Extensions.Logging;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Following;
using Odagrun.Kubernetes.Watching;

namespace Odagrun.Kubernetes.Pods;

/// <summary>
/// What this process watches for all jobs together: Jobs and pods of the installation, and what is told of them in events.
/// </summary>
internal sealed class ClusterWatches : IAsyncDisposable
{
    // Of these the objects' own statuses say more, and sooner.
    private const string TellingEvents =
        "reason!=Scheduled,reason!=Created,reason!=Started,reason!=SuccessfulCreate,reason!=Completed,reason!=Killing";

    private static readonly TimeSpan RefusalMemory = TimeSpan.FromMinutes(5);

    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private long? _eventsRefused;

    public ClusterWatches(ClusterConnection connection, TimeProvider clock, ILogger<ClusterWatches> logger)
    {
        (_clock, _logger) = (clock, logger);
        var place = $"namespaces/{connection.Namespace}";
        Jobs = new(connection, new($"apis/batch/v1/{place}/jobs", JobOf, connection.Selector), clock, logger);
        Pods = new(connection, new($"api/v1/{place}/pods", JobOf, connection.Selector), clock, logger);
        Events = new(connection, new($"api/v1/{place}/events", JobOf, FieldSelector: TellingEvents) { OnlyNew = true }, clock, logger);
    }

    public ObjectWatch<V1Job, V1JobList> Jobs { get; }

    public ObjectWatch<V1Pod, V1PodList> Pods { get; }

    public ObjectWatch<Corev1Event, Corev1EventList> Events { get; }

    /// <summary>Holds the watches of Jobs and pods.</summary>
    public async Task<IDisposable> UseAsync(CancellationToken cancellationToken)
    {
        var jobs = await Jobs.UseAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var pods = await Pods.UseAsync(cancellationToken).ConfigureAwait(false);
            return new WatchUse(() =>
            {
                pods.Dispose();
                jobs.Dispose();
            });
        }
        catch
        {
            jobs.Dispose();
            throw;
        }
    }

    /// <summary>Holds the watch of events; null where they may not be read: what they tell is left out then.</summary>
    public async Task<IDisposable?> UseEventsAsync(CancellationToken cancellationToken)
    {
        if (_eventsRefused is { } since && _clock.GetElapsedTime(since) < RefusalMemory)
        {
            return null;
        }

        try
        {
            return await Events.UseAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (KubernetesApiException e) when (!e.IsTransient)
        {
            _eventsRefused = _clock.GetTimestamp();
            _logger.NoEvents(e.Message);
            return null;
        }
    }

    /// <summary>Whether a pod of a job (by its name) was seen.</summary>
    public bool HasPod(string job) => Pods.Find(job).Count > 0;

    /// <summary>What is known of a job.</summary>
    public JobView View(JobName job)
    {
        var key = job.ToString();
        var jobs = Jobs.Find(key);
        return new JobView(
            jobs.FirstOrDefault(seen => !seen.IsGone) ?? jobs.OrderBy(seen => seen.GoneSince).LastOrDefault(),
            Pods.Find(key),
            [.. Events.Find(key).Select(seen => seen.Object)]);
    }

    /// <summary>Ends at the next change of any of a job's objects.</summary>
    public Task NextAsync(JobName job)
    {
        var key = job.ToString();
        return Task.WhenAny(Jobs.NextAsync(key), Pods.NextAsync(key), Events.NextAsync(key));
    }

    /// <summary>Forgets what is deleted of a job.</summary>
    public void Forget(JobName job)
    {
        var key = job.ToString();
        Jobs.Forget(key);
        Pods.Forget(key);
        Events.Forget(key);
    }

    public async ValueTask DisposeAsync()
    {
        await Jobs.DisposeAsync().ConfigureAwait(false);
        await Pods.DisposeAsync().ConfigureAwait(false);
        await Events.DisposeAsync().ConfigureAwait(false);
    }

    private static string? JobOf(V1Job job) => Label(job.Metadata);

    private static string? JobOf(V1Pod pod) => Label(pod.Metadata);

    // A pod is named after its Job, and five letters more.
    private static string? JobOf(Corev1Event told) => told.InvolvedObject switch
    {
        { Kind: "Job", Name: { } name } => ObjectNames.JobOf(name)?.ToString(),
        { Kind: "Pod", Name: { } name } when name.LastIndexOf('-') is > 0 and var at => ObjectNames.JobOf(name[..at])?.ToString(),
        _ => null,
    };

    private static string? Label(V1ObjectMeta metadata) => metadata.Labels?.TryGetValue(ObjectLabels.Job, out var job) == true ? job : null;
}
