using System.Globalization;
using Odagrun.Executor.Native;

namespace Odagrun.Executor.Processes;

/// <summary>All that was started by this process, however far removed: orphans come back to it, so that nobody gets away.</summary>
internal sealed class ProcessTree(TimeProvider clock)
{
    // A process in uninterruptible sleep may outlive SIGKILL; it must not keep the job from ending.
    private static readonly TimeSpan KillTakes = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    /// <summary>The ids of living descendants, parents before their children.</summary>
    internal static IReadOnlyList<int> Descendants() => [.. Living().Select(process => process.Id)];

    /// <summary>Sends SIGTERM to all, waits for <paramref name="grace"/>, and kills what is left.</summary>
    internal async Task StopAsync(TimeSpan grace)
    {
        var told = new HashSet<(int Id, string Name)>();
        var started = clock.GetTimestamp();
        while (Living() is { Count: > 0 } living && clock.GetElapsedTime(started) < grace + KillTakes)
        {
            // Also those that were started while others were told: they can't know. A process that has become another program may have
            // heard it as the shell it was, which keeps such a signal for later and then is no more: it is told again, by its new name.
            Signal(living.Where(told.Add), Libc.Terminate);
            if (clock.GetElapsedTime(started) >= grace)
            {
                Signal(living, Libc.Kill);
            }

            await Task.Delay(LookAgain, clock);
        }
    }

    // Parents first: a shell that is gone can't comment on the end of its children, with the script's text in the comment.
    private static void Signal(IEnumerable<(int Id, string Name)> processes, int signal)
    {
        foreach (var (id, _) in processes)
        {
            _ = Libc.SendSignal(id, signal);
        }
    }

    private static List<(int Id, string Name)> Living()
    {
        var children = All().ToLookup(entry => entry.Parent, entry => (entry.Id, entry.Name));
        var found = new List<(int Id, string Name)>(children[Environment.ProcessId]);
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(children[found[i].Id]);
        }

        return found;
    }

    private static IEnumerable<(int Id, int Parent, string Name)> All()
    {
        foreach (var directory in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(directory), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                && ReadStat(directory) is { } stat)
            {
                // "id (name) state parent …", where the name may hold blanks and parentheses.
                var end = stat.LastIndexOf(')');
                var fields = stat[(end + 2)..].Split(' ', 3);
                if (fields[0] is not ("Z" or "X"))
                {
                    yield return (id, int.Parse(fields[1], CultureInfo.InvariantCulture), stat[stat.IndexOf('(')..end]);
                }
            }
        }
    }

    private static string? ReadStat(string directory)
    {
        try
        {
            return File.ReadAllText(directory + "/stat");
        }
        catch (IOException)
        {
            // It has ended since the directory was listed.
            return null;
        }
    }
}
