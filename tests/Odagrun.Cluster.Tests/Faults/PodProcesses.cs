using System.Globalization;
using Odagrun.Stack.Processes;

namespace Odagrun.Cluster.Tests.Faults;

/// <summary>A pod's processes on this machine, found by their control group: what dies with a node.</summary>
internal static class PodProcesses
{
    /// <summary>Kills all of them.</summary>
    public static void Kill(string uid)
    {
        var found = Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) ? id : 0)
            .Where(id => id > 0 && IsOf(id, uid))
            .ToList();
        Assert.NotEmpty(found);
        found.ForEach(id => Signals.Send(id, PosixSignalName.Kill));
    }

    private static bool IsOf(int id, string uid)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cgroup")).Contains(
                $"pod{uid}", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Ended meanwhile.
            return false;
        }
    }
}
