using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Installation;

/// <summary>
/// Jobs outlive the host on purpose; an installation that is taken down takes its pods along: containers are killed, mounts below
/// its directory are undone.
/// </summary>
internal static class LeftoverPods
{
    public static async Task RemoveAsync(string directory)
    {
        foreach (var mount in MountsBelow(directory))
        {
            await RunAsync("fuser", "-k", "-M", "-m", mount);
            await RunAsync("umount", "-l", mount);
        }
    }

    private static List<string> MountsBelow(string directory) =>
        [.. File.ReadLines("/proc/self/mounts")
            .Select(line => line.Split(' ')[1])
            .Where(target => target.StartsWith(directory + "/", StringComparison.Ordinal))
            .OrderByDescending(target => target.Length)];

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using var process = ChildProcess.Start(new ProcessSpec(program, arguments));
        await process.WaitAsync(CancellationToken.None);
    }
}
