using System.Globalization;

namespace Odagrun.Runc.Pods;

/// <summary>
/// How a container ended, as its supervisor wrote it: <paramref name="Stage"/> <c>mount</c> or <c>run</c>, the exit code as shells
/// count (128 and the signal), and what the control group counted where there was one.
/// </summary>
internal sealed record ExitRecord(string Stage, int Code, long OutOfMemoryKills, long? PeakBytes, long? LimitBytes, DateTimeOffset At)
{
    /// <summary>Null while there is none.</summary>
    public static ExitRecord? TryRead(string path)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        var values = lines.Select(line => line.Split('=', 2)).Where(pair => pair.Length == 2).ToLookup(pair => pair[0], pair => pair[1]);
        return new ExitRecord(
            values["stage"].FirstOrDefault() ?? "run",
            (int)(Number(values["code"]) ?? 255),
            Number(values["oom_kill"]) ?? 0,
            Number(values["peak"]),
            Number(values["limit"]),
            new DateTimeOffset(File.GetLastWriteTimeUtc(path), TimeSpan.Zero));
    }

    private static long? Number(IEnumerable<string> values) =>
        long.TryParse(values.FirstOrDefault(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
