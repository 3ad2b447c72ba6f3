namespace Odagrun.Runc;

/// <summary>Pods on this machine; section <c>Odagrun:Runc</c>.</summary>
public sealed class RuncOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Odagrun:Runc";

    /// <summary>
    /// Where pods, layers and locks are kept: an absolute path on a file system with user extended attributes. Must be set.
    /// </summary>
    public string Directory { get; set; } = "";

    /// <summary>The runc program: a path, or a name on the PATH.</summary>
    public string Binary { get; set; } = "runc";

    /// <summary>The user that containers run as; their group is 0. Not 0.</summary>
    public int Uid { get; set; } = 1001;

    /// <summary>Pods that may run at once; 0: no limit here.</summary>
    public int MaxPods { get; set; }

    /// <summary>Bytes of memory for pods whose job names no limit; null: none.</summary>
    public long? MemoryBytes { get; set; }

    /// <summary>Thousandths of a core for pods whose job names no limit; null: none.</summary>
    public int? CpuMillis { get; set; }

    /// <summary>Processes for pods whose job names no limit; null: none.</summary>
    public int? MaxProcesses { get; set; } = 8192;

    /// <summary>Bytes of <c>/dev/shm</c>.</summary>
    public long SharedMemoryBytes { get; set; } = 1L << 30;

    /// <summary>How limits are enforced.</summary>
    public CgroupUse Cgroups { get; set; } = CgroupUse.WhereAllowed;

    /// <summary>The control group above the pods' own.</summary>
    public string CgroupParent { get; set; } = "/odagrun";

    /// <summary>How long a pod has from being asked to end until it is killed.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What a pod has beyond its job's own time.</summary>
    public TimeSpan Overtime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Bytes of unpacked layers that are kept for later pods.</summary>
    public long LayerCacheBytes { get; set; } = 40L << 30;

    /// <summary>Bytes of manifests and configs that are kept for later pods.</summary>
    public long ImageCacheBytes { get; set; } = 64L << 20;

    /// <summary>How long layers, manifests and configs are kept that no pod uses.</summary>
    public TimeSpan CacheAge { get; set; } = TimeSpan.FromDays(14);

    /// <summary>
    /// Bytes of a container's own output that are kept, in a file and in the one before it. It is not the job's log, which the
    /// executor sends to GitLab; it says why an executor that left no word ended.
    /// </summary>
    public long OutputBytes { get; set; } = 1L << 20;

    /// <summary>Whether roots are overlay mounts where the machine lets us have them; false: each pod gets a copy of its layers.</summary>
    public bool Overlay { get; set; } = true;

    /// <summary>Layers of one image that are fetched at a time.</summary>
    public int ParallelLayers { get; set; } = 4;
}
