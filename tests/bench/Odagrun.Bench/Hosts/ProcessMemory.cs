using System.Globalization;

namespace Odagrun.Bench.Hosts;

/// <summary>What the kernel says a process holds.</summary>
internal static class ProcessMemory
{
    /// <summary>Resident, now, as text.</summary>
    public static string Resident(int process)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"))
            .First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        var kibibytes = long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{kibibytes * 1024 / 1e6:F0} MB");
    }
}
