using System.Collections.Concurrent;

namespace Odagrun.Runc.Native;

/// <summary>Takes the exit codes of ended supervisors off the system, so that no zombies gather while we live.</summary>
internal sealed class Children
{
    private const int NoHang = 1;

    private readonly ConcurrentDictionary<int, bool> _running = [];

    public void Add(int process) => _running[process] = true;

    /// <summary>To be called from time to time; costs one system call a running child.</summary>
    public void Reap()
    {
        foreach (var process in _running.Keys)
        {
            if (LibC.WaitProcess(process, out _, NoHang) != 0)
            {
                _running.TryRemove(process, out _);
            }
        }
    }
}
