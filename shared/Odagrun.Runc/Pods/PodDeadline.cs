using System.Globalization;

namespace Odagrun.Runc.Pods;

/// <summary>How long a pod may run, kept with it for those who read how it ended.</summary>
internal static class PodDeadline
{
    public static Task WriteAsync(PodPaths pod, TimeSpan limit, CancellationToken cancellationToken) =>
        File.WriteAllTextAsync(pod.Deadline, limit.ToString("c", CultureInfo.InvariantCulture), cancellationToken);

    public static TimeSpan? TryRead(PodPaths pod) =>
        File.Exists(pod.Deadline)
            && TimeSpan.TryParseExact(File.ReadAllText(pod.Deadline), "c", CultureInfo.InvariantCulture, out var limit) ? limit : null;
}
