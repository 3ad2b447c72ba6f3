using Odagrun.Executor.Jobs;
using Odagrun.Handover;

namespace Odagrun.Executor.Caches.Restoring;

/// <summary>Caches that were on disk when the pod started, as layers of its image.</summary>
internal static class LayeredCaches
{
    /// <summary>Whether there are any: what git finds in the project directory is theirs then, and stays.</summary>
    internal static bool AreThere(JobSession session) =>
        session.Job.Envelope.Caches is { } caches && caches.Entries.Any(entry => entry.Found is { InImage: true } found && IsThere(session, found));

    /// <summary>Whether its layers can be seen: a volume over the builds directory hides them, a repeated clone removes them.</summary>
    internal static bool IsThere(JobSession session, EnvelopeFound found) =>
        found.InImage && (found.Probe is null || Path.Exists(Path.Combine(session.Directories.Project, found.Probe)) || new FileInfo(Path.Combine(session.Directories.Project, found.Probe)).LinkTarget is not null);
}
