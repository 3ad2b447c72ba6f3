namespace Odagrun.Jobs.Settings;

/// <summary>What makes pods, and with it where jobs are stored.</summary>
public enum PodLauncherKind
{
    /// <summary>runc on this machine; jobs are stored in a directory.</summary>
    Runc,

    /// <summary>batch/v1 Jobs of a cluster; jobs are stored in Secrets.</summary>
    Kubernetes,
}
