using Odagrun.Jobs.Settings;

namespace Odagrun.Kubernetes.Settings.Reading;

/// <summary>Reads <c>Odagrun:Pods:Life</c>.</summary>
internal static class LifeReader
{
    public static LifeOptions Read(SettingsReader reader)
    {
        var standard = new LifeOptions();
        var options = new LifeOptions
        {
            DeadlineGrace = reader.Duration("DeadlineGrace", standard.DeadlineGrace, TimeSpan.FromSeconds(1), TimeSpan.FromDays(7)),
            PendingLimit = reader.Duration("PendingLimit", standard.PendingLimit, TimeSpan.FromMinutes(1), TimeSpan.FromDays(30)),
            TerminationGrace = reader.Duration("TerminationGrace", standard.TerminationGrace, TimeSpan.Zero, TimeSpan.FromDays(1)),

            // Followers learn a pod's end from what is left of it.
            FinishedTtl = reader.Duration("FinishedTtl", standard.FinishedTtl, TimeSpan.FromMinutes(5), TimeSpan.FromDays(30)),
            KeepFailedPods = reader.Duration("KeepFailedPods", standard.KeepFailedPods, TimeSpan.Zero, TimeSpan.FromDays(30)),
        };
        reader.RefuseUnknown();
        return options;
    }
}
