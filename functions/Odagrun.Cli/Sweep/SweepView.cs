using Odagrun.Functions.Sweeping;

namespace Odagrun.Cli.Sweep;

/// <summary>A sweep as JSON.</summary>
/// <param name="Deleted">False: a dry run.</param>
/// <param name="Seen">Caches and images looked at.</param>
/// <param name="BytesFreed">Bytes of layers that nothing kept refers to; the registry's garbage collection frees them.</param>
/// <param name="Unused">What was deleted, or would be.</param>
internal sealed record SweepView(bool Deleted, int Seen, long BytesFreed, IReadOnlyList<SweptView> Unused)
{
    public static SweepView Of(SweepReport report, bool isDeleted) => new(
        isDeleted,
        report.Seen,
        report.Bytes,
        [.. report.Unused.Select(item => new SweptView(item.Reference.ToString(), item.Name, item.LastUsed, item.Bytes))]);
}
