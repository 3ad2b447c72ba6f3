using System.Globalization;
using Odagrun.Functions.Sweeping;

namespace Odagrun.Functions.Hosting.Sweeping;

/// <summary>What a sweep found, for people: a line each, the longest unused first.</summary>
internal static class SweepText
{
    /// <summary>Writes it; <paramref name="how"/> is the command that deletes.</summary>
    public static async Task WriteAsync(TextWriter output, SweepReport report, bool isDeleted, string how)
    {
        foreach (var item in report.Unused)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{item.Reference.Repository}:{item.Reference.Tag}  {item.Name}  last used {item.LastUsed:yyyy-MM-dd HH:mm}  {item.Bytes} bytes"));
        }

        var done = isDeleted ? "deleted" : $"would be deleted ('{how}' does it)";
        await output.WriteLineAsync(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Unused.Count} of {report.Seen} {done}; {report.Bytes} bytes of layers are free once the registry collects its garbage"));
    }
}
