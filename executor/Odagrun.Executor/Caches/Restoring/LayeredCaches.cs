using Odagrun.Caches.Naming;
using Odagrun.Executor.Archives.Files;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;

namespace Odagrun.Executor.Caches.Restoring;

/// <summary>Caches that were on disk when the pod started, as layers of its image.</summary>
internal static class LayeredCaches
{
    /// <summary>Whether there are any: what git finds in the project directory is theirs then, and stays.</summary>
    internal static bool AreThere(JobSession session) =>
        Found(session).Any(found => IsThere(session, found));

    /// <summary>The files they have brought; those of a cache of an older form are not known.</summary>
    internal static IReadOnlyList<string> Files(JobSession session) =>
        [.. Found(session).Where(found => found.Content.ListsFiles)
            .SelectMany(found => CachedFiles.Read(ProjectDirectory.FileListOf(session.Directories.Project, found.Tag)))];

    /// <summary>Whether its layers can be seen: a volume over the builds directory hides them, a repeated clone removes them.</summary>
    internal static bool IsThere(JobSession session, EnvelopeFound found) =>
        found.InImage
            && (found.Content.Probe is not { } probe || FileStatus.Read(Path.Combine(session.Directories.Project, probe)) is not null);

    private static IEnumerable<EnvelopeFound> Found(JobSession session) =>
        (session.Job.Envelope.Caches?.Entries ?? []).Where(entry => entry.Kind != EnvelopeCacheKind.Git).Select(entry => entry.Found)
            .OfType<EnvelopeFound>().Where(found => found.InImage);
}
