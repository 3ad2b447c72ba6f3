using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Store;

namespace Odagrun.Functions.Polling;

/// <summary>
/// How many more jobs a runner may take: its own limit, and what the launcher has room for beside jobs that have no pod yet; none
/// while the store could not keep one.
/// </summary>
internal sealed class JobRoom(IJobStore store, StoreHealth health, IPodLauncher pods)
{
    /// <summary>False: it is the store that has no room.</summary>
    public bool IsStoreGood => health.IsGood;

    public async Task<int> FindAsync(Runner runner, CancellationToken cancellationToken)
    {
        if (!await health.IsGoodAsync(cancellationToken))
        {
            return 0;
        }

        var free = runner.Options.Limit - await store.CountAsync(runner.Name, cancellationToken);
        if (free <= 0 || await pods.FindRoomAsync(cancellationToken) is not { } room)
        {
            return free;
        }

        var waiting = (await store.ListAsync(cancellationToken)).Count(job => job.Stage < JobStage.Started);
        return Math.Min(free, room - waiting);
    }
}
