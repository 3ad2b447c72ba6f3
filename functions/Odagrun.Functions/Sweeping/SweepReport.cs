namespace Odagrun.Functions.Sweeping;

/// <summary>What a sweep found.</summary>
/// <param name="Seen">Caches and images looked at.</param>
/// <param name="Unused">Those that were deleted, or would be; the longest unused first.</param>
/// <param name="Bytes">Bytes of layers that nothing kept refers to any more; the registry's own garbage collection frees them.</param>
internal sealed record SweepReport(int Seen, IReadOnlyList<SweptItem> Unused, long Bytes);
