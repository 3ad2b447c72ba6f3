using System.Globalization;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Stack.Installation;

/// <summary>
/// Jobs outlive the host on purpose; an installation that is taken down takes its pods along: runc kills their containers, their
/// supervisors then clear up and end, and with them their mounts.
/// </summary>
internal static class LeftoverPods
{
    public static async Task RemoveAsync(string directory)
    {
        var containers = Path.Combine(directory, "runc");
        if (!Directory.Exists(containers))
        {
            return;
        }

        foreach (var container in Directory.EnumerateDirectories(containers).Select(Path.GetFileName).OfType<string>().ToList())
        {
            await using var runc = ChildProcess.Start(
                new ProcessSpec(Tools.Find("runc"), "--root", containers, "delete", "--force", container));
            await runc.WaitAsync(CancellationToken.None);
        }

        foreach (var started in Directory.EnumerateDirectories(Path.Combine(directory, "pods")).Select(pod => Path.Combine(pod, "started"))
            .Where(File.Exists))
        {
            await SupervisorEndsAsync(started, directory);
        }
    }

    private static async Task SupervisorEndsAsync(string started, string directory)
    {
        var process = int.Parse(await File.ReadAllTextAsync(started), CultureInfo.InvariantCulture);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (IsSupervisor(process, directory))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), limit.Token);
        }
    }

    private static bool IsSupervisor(int process, string directory)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/cmdline").Contains(directory, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
