using System.Runtime.InteropServices;
using Odagrun.Executor.Native;
using Odagrun.Executor.Processes;

namespace Odagrun.Executor.Services;

/// <summary>
/// Hands the request to end (SIGTERM, SIGINT) down to a program; one that comes before the program is there is kept for it.
/// </summary>
internal sealed class SignalRelay : IDisposable
{
    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration _term;
    private readonly PosixSignalRegistration _interrupt;
    private StartedProcess? _process;
    private bool _isAsked;

    internal SignalRelay()
    {
        _term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, PassOn);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, PassOn);
    }

    internal void To(StartedProcess process)
    {
        lock (_lock)
        {
            _process = process;
            if (_isAsked)
            {
                Send();
            }
        }
    }

    public void Dispose()
    {
        _term.Dispose();
        _interrupt.Dispose();
    }

    private void PassOn(PosixSignalContext context)
    {
        context.Cancel = true;
        lock (_lock)
        {
            _isAsked = true;
            Send();
        }
    }

    private void Send()
    {
        if (_process is { Exit.IsCompleted: false } process)
        {
            _ = Libc.SendSignal(process.Id, Libc.Terminate);
        }
    }
}
