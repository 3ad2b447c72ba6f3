using Odagrun.Executor.Native;

namespace Odagrun.Executor.Handover;

/// <summary>
/// Keeps the job's script, which runs as the same user, out of this process: not dumpable, its memory, environment and descriptors
/// below /proc belong to root, and nobody may trace it.
/// </summary>
internal static class ProcessShield
{
    /// <summary>Must be the first thing this process does.</summary>
    /// <exception cref="HandoverException">The kernel refused.</exception>
    internal static void Raise()
    {
        if (Libc.ProcessControl(Libc.SetDumpable, 0, 0, 0, 0) != 0)
        {
            throw new HandoverException(
                "prctl(PR_SET_DUMPABLE) is refused, so the job's script could read this process' secrets; allow prctl in the pod's seccomp profile");
        }
    }
}
