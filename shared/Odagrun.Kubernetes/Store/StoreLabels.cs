using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes.Store;

/// <summary>The labels of the store's Secrets, beside <see cref="ObjectLabels"/>'.</summary>
internal static class StoreLabels
{
    /// <summary>The runner that took the job.</summary>
    public const string Runner = "odagrun.io/runner";

    /// <summary>What the Secret holds: <see cref="Record"/> or <see cref="Piece"/>.</summary>
    public const string Holds = "odagrun.io/holds";

    /// <summary>A job: record, key, parts.</summary>
    public const string Record = "job";

    /// <summary>A piece of a part.</summary>
    public const string Piece = "piece";

    /// <summary>Annotation: names the save that made the Secret what it is.</summary>
    public const string Save = "odagrun.io/save";

    /// <summary>The labels of a Secret of a job.</summary>
    public static Dictionary<string, string> Of(JobName job, string installation, string holds) => new()
    {
        [ObjectLabels.ManagedBy] = ObjectLabels.Manager,
        [ObjectLabels.Installation] = installation,
        [ObjectLabels.Job] = job.ToString(),
        [Runner] = job.Runner,
        [Holds] = holds,
    };

    /// <summary>The selector of all Secrets of an installation that hold that.</summary>
    public static string SelectorOf(string installation, string holds) => $"{ObjectLabels.SelectorOf(installation)},{Holds}={holds}";
}
