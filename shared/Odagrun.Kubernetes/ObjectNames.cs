using Odagrun.Jobs.Tickets;

namespace Odagrun.Kubernetes;

/// <summary>
/// The names of a job's objects: whoever looks for them again finds them, and a second creation is refused as a conflict.
/// </summary>
internal static class ObjectNames
{
    private const string Prefix = "odagrun-";

    /// <summary>
    /// The name of the batch/v1 Job, and of the Secret with the job's record, key and sealed parts (at most 63 characters).
    /// </summary>
    public static string Of(JobName job) => Prefix + job;

    /// <summary>The job an object belongs to, by its name; null for other objects.</summary>
    public static JobName? JobOf(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) ? JobName.TryParse(name[Prefix.Length..]) : null;
}
