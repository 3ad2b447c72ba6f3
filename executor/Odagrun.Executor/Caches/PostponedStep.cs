using Odagrun.Executor.Jobs;
using Odagrun.Handover;

namespace Odagrun.Executor.Caches;

/// <summary>Says in the job's log that something is stored when the log is closed.</summary>
internal sealed class PostponedStep : IJobStep
{
    public string Section => "archive_cache";

    public string Header => "Saving cache";

    public StepTime Time => StepTime.Late;

    public bool IsWanted(JobSession session) => session.Progress.ScriptStarted && Stored(session).Any();

    public Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        foreach (var entry in Stored(session))
        {
            session.Trace.Write(
                $"{entry.Name}: is stored after the job's result is reported ({PushTime.Variable}); the pod's log tells how that goes\n");
        }

        return Task.FromResult<JobFailure?>(null);
    }

    private static IEnumerable<EnvelopeCache> Stored(JobSession session) =>
        (session.Job.Envelope.Caches?.Entries ?? []).Where(entry => entry.SealKey is not null || entry is { Delete: true, Pull: true });
}
