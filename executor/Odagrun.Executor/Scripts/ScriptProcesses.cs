using Odagrun.Executor.Processes;
using Odagrun.GitLab.Trace;

namespace Odagrun.Executor.Scripts;

/// <summary>
/// Runs a script's programs with their output in the job's log. What a script leaves in the background goes on, and is heard, until
/// the job ends.
/// </summary>
internal sealed class ScriptProcesses(ProcessTable table, ProcessTree tree, IJobTrace trace, Func<TimeSpan> grace) : IAsyncDisposable
{
    /// <summary>Between SIGTERM and SIGKILL when a script is stopped whose pod goes on.</summary>
    internal static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private readonly List<OutputPump> _pumps = [];

    /// <summary>Starts a program and waits for its end; when cancelled, everything that was started is stopped first.</summary>
    internal async Task<ExitStatus> RunAsync(ProcessStart start, CancellationToken cancellationToken)
    {
        var pump = OpenOutput();
        try
        {
            var process = Start(start with { StandardOutput = pump.OutputDescriptor, StandardError = pump.ErrorDescriptor });
            pump.ProgramStarted();
            return await WaitAsync(process.Exit, cancellationToken);
        }
        finally
        {
            pump.ProgramStarted();
            await pump.DrainAsync();
        }
    }

    /// <summary>A pump into the job's log; it is closed with this object.</summary>
    internal OutputPump OpenOutput()
    {
        foreach (var ended in _pumps.Where(pump => pump.HasEnded).ToList())
        {
            _pumps.Remove(ended);
            ended.Release();
        }

        var pump = OutputPump.Start((isError, bytes) => trace.Write(isError ? TraceStream.JobError : TraceStream.JobOutput, bytes));
        _pumps.Add(pump);
        return pump;
    }

    internal StartedProcess Start(ProcessStart start) => table.Start(start);

    /// <summary>Waits for programs; when cancelled, everything that was started is stopped first.</summary>
    internal async Task<T> WaitAsync<T>(Task<T> exit, CancellationToken cancellationToken)
    {
        try
        {
            return await exit.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            await tree.StopAsync(grace());
            throw;
        }
    }

    /// <summary>Ends what is left in the background.</summary>
    public async ValueTask DisposeAsync()
    {
        await tree.StopAsync(TimeSpan.Zero);
        foreach (var pump in _pumps)
        {
            await pump.DisposeAsync();
        }
    }
}
