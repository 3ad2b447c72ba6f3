using System.Collections.Concurrent;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.KeepingAlive;

/// <summary>
/// What GitLab answered to <c>state=pending</c>, job by job, until the job's next step writes it into the record.
/// </summary>
internal sealed class TwoPhaseAnswers
{
    private readonly ConcurrentDictionary<JobName, bool> _answers = new();

    public void Set(JobName job, bool twoPhase) => _answers[job] = twoPhase;

    public bool? Find(JobName job) => _answers.TryGetValue(job, out var answer) ? answer : null;

    public void Forget(JobName job) => _answers.TryRemove(job, out _);
}
