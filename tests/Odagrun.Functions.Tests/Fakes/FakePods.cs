using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Tests.Fakes;

/// <summary>Pods in memory: they outlive the "process" (the rig's services), like real ones.</summary>
internal sealed class FakePods(FakeTimeProvider clock) : IPodLauncher
{
    private readonly ConcurrentDictionary<JobName, PodStatus> _pods = new();
    private int _made;

    /// <summary>How many pods were ever made.</summary>
    public int Made => _made;

    public Func<PodRequest, PodStartOutcome?> OnStart { get; set; } = _ => null;

    /// <summary>What a pod is once it is waited for.</summary>
    public PodStatus End { get; set; } = new(PodPhase.Running);

    public Action OnWait { get; set; } = () => { };

    public int? Room { get; set; }

    /// <summary>Why room can't be counted.</summary>
    public Exception? RoomProblem { get; set; }

    public PodRequest? LastRequest { get; private set; }

    public void Remove(JobName job) => _pods.TryRemove(job, out _);

    public Task<PodStartOutcome> StartAsync(PodRequest request, CancellationToken cancellationToken)
    {
        LastRequest = request;
        if (OnStart(request) is { } other)
        {
            return Task.FromResult(other);
        }

        var made = _pods.TryAdd(request.Job, new PodStatus(PodPhase.Running));
        Interlocked.Add(ref _made, made ? 1 : 0);
        return Task.FromResult(
            new PodStartOutcome(made ? PodStartResult.Started : PodStartResult.AlreadyThere, PodId: "pod-of-" + request.Job));
    }

    public Task<PodStatus> GetAsync(JobName job, CancellationToken cancellationToken) =>
        Task.FromResult(_pods.TryGetValue(job, out var status) ? status : new PodStatus(PodPhase.NotFound));

    public Task<PodStatus> WaitAsync(JobName job, PodStatus? known, TimeSpan limit, CancellationToken cancellationToken)
    {
        OnWait();
        var status = _pods.ContainsKey(job) ? End : new PodStatus(PodPhase.NotFound);
        if (!status.IsNews(known))
        {
            clock.Advance(limit);
        }

        return Task.FromResult(status);
    }

    public Task DeleteAsync(JobName job, bool failed, CancellationToken cancellationToken)
    {
        Remove(job);
        return Task.CompletedTask;
    }

    public Task<int?> FindRoomAsync(CancellationToken cancellationToken) =>
        RoomProblem is { } problem ? Task.FromException<int?>(problem) : Task.FromResult(Room);

    public Task<IReadOnlyList<JobName>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<JobName>>([.. _pods.Keys]);
}
