using System.Globalization;

namespace Odagrun.Bench;

/// <summary>The most memory that a process had at once.</summary>
internal static class PeakMemory
{
    public static string Of(int process)
    {
        var line = File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status"))
            .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        var kibibytes = long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2].Replace("VmHWM:", "",
            StringComparison.Ordinal)
            .Trim(), CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{kibibytes * 1024 / 1e6:F0} MB");
    }
}
