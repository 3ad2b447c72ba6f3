using Odagrun.Executor.Jobs;
using Odagrun.Handover;

namespace Odagrun.Executor.Caches.Git;

/// <summary>The entry of the git cache.</summary>
internal static class GitCaches
{
    /// <summary>Null where the job has none.</summary>
    internal static EnvelopeCache? Of(JobSession session) =>
        session.Job.Envelope.Caches?.Entries.FirstOrDefault(entry => entry.Kind == EnvelopeCacheKind.Git);
}
