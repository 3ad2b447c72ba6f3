namespace Odagrun.Runc;

/// <summary>How limits on memory, CPU and processes are enforced.</summary>
public enum CgroupUse
{
    /// <summary>By control groups where we may make them; else not at all, which is logged once.</summary>
    WhereAllowed,

    /// <summary>By control groups; without them no pod starts.</summary>
    Required,

    /// <summary>Not at all.</summary>
    Off,
}
