using System.Text;
using Odagrun.Lab.Ledger;
using Odagrun.Lab.Web;

namespace Odagrun.Lab;

/// <content>Its jobs.</content>
public sealed partial class LabServer
{
    /// <summary>Waits until <paramref name="condition"/> holds for a job.</summary>
    public Task<JobView> WaitForJobAsync(long id, Func<JobView, bool> condition, CancellationToken cancellationToken) =>
        Board.WaitAsync(() => Views.Of(Board, Board.Jobs[id]) is var view && condition(view) ? view : null, cancellationToken);

    /// <summary>A job as it is now.</summary>
    public JobView? FindJob(long id) => Locked(() => Board.Jobs.TryGetValue(id, out var job) ? Views.Of(Board, job) : null);

    /// <summary>What happened to a job.</summary>
    public LedgerView? FindLedger(long id) => Locked(() => Board.Jobs.TryGetValue(id, out var job) ? LedgerView.Of(job.Ledger) : null);

    /// <summary>A job's log so far, as text.</summary>
    public string Trace(long id) => Encoding.UTF8.GetString(Locked(() => Board.Jobs[id].Trace.Read(0)));

    /// <summary>A job's log from a byte on, at most 4 MiB; it counts as watched for the next 30 s. Null: no such job.</summary>
    public byte[]? ReadTrace(long id, long offset) => Locked(() =>
    {
        if (!Board.Jobs.TryGetValue(id, out var job))
        {
            return null;
        }

        job.Trace.WatchedUntil = Board.Clock.GetUtcNow().AddSeconds(30);
        return job.Trace.Read(Math.Max(0, offset), 4 << 20);
    });

    /// <summary>Path of an uploaded file of a job; null when there is none of this type.</summary>
    public string? ArtifactPath(long id, string type = "archive") =>
        Locked(() => Board.Jobs[id].Artifacts.FirstOrDefault(artifact => artifact.Type == type)?.Path);

    /// <summary>Cancels a job; false when it has ended.</summary>
    public bool CancelJob(long id) => _services.Actions.CancelJob(id);

    /// <summary>Runs an ended job again; false when it has not ended.</summary>
    public bool RetryJob(long id) => _services.Actions.RetryJob(id);

    /// <summary>Starts a manual or delayed job; false when it is none.</summary>
    public bool PlayJob(long id) => _services.Actions.PlayJob(id);
}
