using System.Runtime.InteropServices;
using Odagrun.Executor.Native;

namespace Odagrun.Executor.Processes;

/// <summary>
/// Starts programs and buries them, orphans too: this process is process 1 of a container, or a subreaper elsewhere. It waits for
/// all children itself; System.Diagnostics.Process, which does the same its own way, must not be used beside it.
/// </summary>
internal sealed class ProcessTable : IDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<int, StartedProcess> _running = [];
    private readonly SemaphoreSlim _started = new(0);
    private Thread? _reaper;

    internal ProcessTable() => _ = Libc.ProcessControl(Libc.SetChildSubreaper, 1, 0, 0, 0);

    /// <summary>Starts a program.</summary>
    /// <exception cref="ProcessStartException">The kernel refused.</exception>
    internal StartedProcess Start(ProcessStart start)
    {
        // The lock is held until the process is known, so that its end can't come before.
        lock (_lock)
        {
            var process = new StartedProcess(Spawner.Spawn(start));
            _running.Add(process.Id, process);
            if (_reaper is null)
            {
                _reaper = new Thread(Reap) { IsBackground = true, Name = "reaper" };
                _reaper.Start();
            }

            _started.Release();
            return process;
        }
    }

    public void Dispose() => _started.Dispose();

    private void Reap()
    {
        while (true)
        {
            var id = Libc.WaitForChild(-1, out var status, 0);
            if (id > 0)
            {
                Bury(id, ExitStatus.FromWait(status));
            }
            else if (Marshal.GetLastPInvokeError() == Libc.NoChild)
            {
                // Orphans only come from children that live, so none can appear before the next start.
                _started.Wait();
            }
        }
    }

    private void Bury(int id, ExitStatus status)
    {
        StartedProcess? process;
        lock (_lock)
        {
            _running.Remove(id, out process);
        }

        process?.End(status);
    }
}
