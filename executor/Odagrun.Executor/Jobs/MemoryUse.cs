using System.Globalization;

namespace Odagrun.Executor.Jobs;

/// <summary>
/// What the container's control group tells of its memory: how often the kernel killed a process in it for lack of memory, the most
/// that was used at once, and the limit, in bytes. The kernel kills the largest process, which is seldom this one.
/// </summary>
internal sealed record MemoryUse(long Kills, long? Peak, long? Limit)
{
    // Version 2, and version 1, whose "unlimited" is a huge number.
    private const string Unified = "/sys/fs/cgroup";
    private const string Legacy = "/sys/fs/cgroup/memory";
    private const long Unlimited = 1L << 60;

    /// <summary>As it is now; null where the container does not see its control group.</summary>
    public static MemoryUse? Read() => Read(Unified, Legacy);

    internal static MemoryUse? Read(string unified, string legacy) =>
        Value(unified, "memory.events", "oom_kill ") is { } kills ? new MemoryUse(
            kills, Value(unified, "memory.peak"), Value(unified, "memory.max"))
        : Value(legacy, "memory.oom_control", "oom_kill ") is { } killed ? new MemoryUse(
            killed, Value(legacy, "memory.max_usage_in_bytes"),
            Value(legacy, "memory.limit_in_bytes") is < Unlimited and var limit ? limit : null)
        : null;

    /// <summary>Limit and peak in a sentence's end.</summary>
    public override string ToString() => (Limit, Peak) switch
    {
        ({ } limit, { } peak) => $"its limit is {Mebibytes(limit)}, the most it used was {Mebibytes(peak)}",
        ({ } limit, null) => $"its limit is {Mebibytes(limit)}",
        (null, { } peak) => $"it has no limit of its own, the most it used was {Mebibytes(peak)}; the node had no more",
        _ => "it has no limit of its own; the node had no more",
    };

    private static string Mebibytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.#} MiB");

    private static long? Value(string folder, string file, string before = "")
    {
        try
        {
            var line = File.ReadLines(Path.Combine(folder, file)).FirstOrDefault(line => line.StartsWith(before, StringComparison.Ordinal));
            return long.TryParse(line.AsSpan(line is null ? 0 : before.Length), NumberStyles.None, CultureInfo.InvariantCulture,
                out var value) ? value : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
