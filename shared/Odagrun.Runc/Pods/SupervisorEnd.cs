using System.Diagnostics;
using System.Globalization;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>The last means against a supervisor that hangs, and against files that only its namespace's root may remove.</summary>
internal sealed class SupervisorEnd(RunModeProbe modes)
{
    private const int KillSignal = 9;

    /// <summary>Kills the supervisor with its helpers, which are its process group.</summary>
    public static void Kill(PodPaths pod)
    {
        if (!File.Exists(pod.Started)
            || !int.TryParse(File.ReadAllText(pod.Started), NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var process)
            || !Belongs(process, pod))
        {
            return;
        }

        _ = LibC.Kill(-process, KillSignal);
    }

    /// <summary>Removes a tree; in a user namespace with further users some of its files are theirs.</summary>
    public async Task RemoveTreeAsync(string path, CancellationToken cancellationToken)
    {
        var mode = await modes.GetAsync(cancellationToken).ConfigureAwait(false);
        if (mode is { IsUserNamespace: true, HasOtherUsers: true })
        {
            using var remove = Process.Start(Programs.Find("unshare") ?? "unshare", [.. mode.Unshare, "--", "rm", "-rf", "--", path]);
            await remove.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }

        DirectoryRemoval.Remove(path);
    }

    // The number may be another process' by now: ours has the pod's directory among its arguments.
    private static bool Belongs(int process, PodPaths pod)
    {
        try
        {
            var command = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/cmdline"));
            return command.Split('\0').Contains(pod.Directory);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
