using System.Globalization;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;
using Odagrun.Runc.Bundles;
using Odagrun.Runc.Native;

namespace Odagrun.Runc.Pods;

/// <summary>A container's first process. Its start time tells it from a later process of the same number.</summary>
internal static class ContainerProcess
{
    private const nint OpenProcess = 434;
    private const nint SendSignal = 424;
    private const int StartTimeAfterName = 19;

    /// <summary>Whether it lives.</summary>
    public static bool IsAlive(PodPaths pod) => Read(pod) is { } state && IsAlive(state);

    /// <summary>Sends a signal to this very process; false when it is gone, or not there yet.</summary>
    public static bool Signal(PodPaths pod, int signal)
    {
        if (Read(pod) is not { } state)
        {
            return false;
        }

        using var process = new SafeFileHandle(LibC.SystemCall(OpenProcess, state.ProcessId, 0, 0, 0), ownsHandle: true);
        return !process.IsInvalid && IsAlive(state) && LibC.SystemCall(SendSignal, process.DangerousGetHandle(), signal, 0, 0) == 0;
    }

    private static bool IsAlive(ContainerState state)
    {
        try
        {
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{state.ProcessId}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is not ("Z" or "X")
                && ulong.Parse(fields[StartTimeAfterName], CultureInfo.InvariantCulture) == state.StartTime;
        }
        catch (IOException)
        {
            // No such process, or it went while we read.
            return false;
        }
    }

    private static ContainerState? Read(PodPaths pod)
    {
        try
        {
            using var file = File.OpenRead(pod.ContainerState);
            return JsonSerializer.Deserialize(file, RuntimeJson.Default.ContainerState) is { ProcessId: > 0 } state ? state : null;
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            // Not made yet, being written, or removed already.
            return null;
        }
    }
}
