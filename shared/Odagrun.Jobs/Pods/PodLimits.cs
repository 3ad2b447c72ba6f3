namespace Odagrun.Jobs.Pods;

/// <summary>What a pod may use; null: no limit. Memory in bytes, CPU in thousandths of a core.</summary>
public sealed record PodLimits(long? MemoryBytes = null, int? CpuMillis = null, int? MaxProcesses = null);
