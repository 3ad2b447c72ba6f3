namespace Odagrun.Runc.Cgroups;

/// <summary>
/// Where pods' control groups are. <paramref name="Parent"/> is the group above them as runc names it, <paramref name="MemoryDirectory"/>
/// the directory of that group's memory controller; <paramref name="CountsSwap"/>: a limit on swap can be set.
/// </summary>
internal sealed record CgroupPlan(string Parent, string MemoryDirectory, bool CountsSwap);
