using System.Globalization;
using Odagrun.GitLab.Trace;
using Odagrun.Handover;

namespace Odagrun.Executor.Caches;

/// <summary>How caches are told of in the job's log.</summary>
internal static class CacheText
{
    private static readonly string[] Units = ["bytes", "kB", "MB", "GB", "TB"];

    /// <summary>Bytes in the unit that reads best.</summary>
    internal static string Size(long bytes)
    {
        double amount = bytes;
        var unit = 0;
        for (; amount >= 1000 && unit < Units.Length - 1; unit++)
        {
            amount /= 1000;
        }

        return unit == 0 ? $"{bytes} bytes" : string.Create(CultureInfo.InvariantCulture, $"{amount:0.0} {Units[unit]}");
    }

    /// <summary>How long ago.</summary>
    internal static string Age(TimeSpan age) => age switch
    {
        { TotalSeconds: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, (long)age.TotalSeconds)} s"),
        { TotalMinutes: < 60 } => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalMinutes} min"),
        { TotalHours: < 48 } => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalHours} h"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{(long)age.TotalDays} days"),
    };

    /// <summary>What was found: age, size, who stored it.</summary>
    internal static string Describe(EnvelopeFound found, DateTimeOffset now) => string.Create(
        CultureInfo.InvariantCulture,
        $"{found.Content.Files} files, {Size(found.Content.Bytes)} ({Size(found.Layers.Sum(layer => layer.Size))} packed), stored {Age(now - found.Content.Created)} ago by job {found.Content.Job}");

    internal static string Warning(string text) => $"{TraceText.Yellow}WARNING: {text}{TraceText.Reset}\n";
}
