using Odagrun.Executor.Jobs;
using Odagrun.Executor.Labels;

namespace Odagrun.Executor.Control;

/// <summary>The labels of an image that a job pushes, made where the job's facts are.</summary>
internal static class JobLabels
{
    internal static IReadOnlyDictionary<string, string> Of(
        JobSession session, string? reference, long? created, bool withoutRun) => ImageLabels.Of(LabelSources.Of(session) with
        {
            Reference = reference,
            WithoutRun = withoutRun,
            Created = created is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        });
}
