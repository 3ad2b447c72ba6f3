using Odagrun.Executor.Native;
using Odagrun.Executor.Processes;
using Odagrun.Handover;

namespace Odagrun.Executor.Services;

/// <summary>
/// One service from start to end, as the container's first process: hands its output on, its signals down, and ends it when the job is
/// done.
/// </summary>
internal sealed class ServiceRun(ProcessTable processes, TimeProvider clock)
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs it and gives its exit code.</summary>
    /// <exception cref="ProcessStartException">It can't be started.</exception>
    internal async Task<int> RunAsync(ServiceEnvelope service, ProcessStart start, CancellationToken cancellationToken)
    {
        using var log = BoundedLog.Open(service.Log, service.LogLimit);
        await using var output = OutputPump.Start((isError, bytes) => Copy(log, isError, bytes));
        using var signals = new SignalRelay();
        StartedProcess process;
        try
        {
            process = processes.Start(start with { StandardOutput = output.OutputDescriptor, StandardError = output.ErrorDescriptor });
        }
        catch (ProcessStartException e)
        {
            log.Write(System.Text.Encoding.UTF8.GetBytes($"odagrun: the service {service.Name} can't be started: {e.Message}\n"));
            throw;
        }

        signals.To(process);
        output.ProgramStarted();
        await EndAsync(service, process, cancellationToken);
        var status = await process.Exit;
        await new ProcessTree(clock).StopAsync(TimeSpan.Zero);
        await output.DrainAsync();
        return status.Code;
    }

    // Completes when the service has ended, by itself or because the job is done.
    private async Task EndAsync(ServiceEnvelope service, StartedProcess process, CancellationToken cancellationToken)
    {
        while (!await EndsWithinAsync(process, LookAgain, cancellationToken))
        {
            if (service.End is not { } end || !File.Exists(end))
            {
                continue;
            }

            // Only the program itself is asked: how its own children end is its business, as with any container engine.
            _ = Libc.SendSignal(process.Id, Libc.Terminate);
            if (!await EndsWithinAsync(process, Grace, cancellationToken))
            {
                _ = Libc.SendSignal(process.Id, Libc.Kill);
            }

            return;
        }
    }

    private async Task<bool> EndsWithinAsync(StartedProcess process, TimeSpan time, CancellationToken cancellationToken)
    {
        await ((Task)process.Exit).WaitAsync(time, clock, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        return process.Exit.IsCompleted;
    }

    private static unsafe void Copy(BoundedLog log, bool isError, ReadOnlySpan<byte> bytes)
    {
        log.Write(bytes);
        fixed (byte* start = bytes)
        {
            for (var done = 0; done < bytes.Length;)
            {
                var written = (int)Libc.Write(isError ? 2 : 1, start + done, (nuint)(bytes.Length - done));
                if (written <= 0)
                {
                    return; // nobody listens to the container's output any more
                }

                done += written;
            }
        }
    }
}
