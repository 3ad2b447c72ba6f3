using Odagrun.Functions.Following;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Tickets;

/// <summary>
/// A ticket whose deliveries all ended with the process that had it may be what kills processes, or just be held by each of them when
/// something else did. It is given up only where it may be to blame again and again; a pod that runs speaks for its job whatever
/// becomes of those who follow it.
/// </summary>
internal static class Deaths
{
    private const int MostRounds = 3;

    /// <summary>Whether the job goes on, by another ticket.</summary>
    public static bool AreBorne(JobRecord record, DateTimeOffset now) =>
        record.Stage == JobStage.Started ? now <= FollowJob.EndOf(record) : record.Deaths < MostRounds;
}
