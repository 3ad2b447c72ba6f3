using System.Diagnostics;

namespace Odagrun.Stack.Processes;

/// <summary>A program run beside us: its output is kept, lines can be waited for, and it ends with its owner.</summary>
public sealed class ChildProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly OutputLog _output;

    private ChildProcess(Process process, OutputLog output)
    {
        _process = process;
        _output = output;
    }

    /// <summary>Process id.</summary>
    public int Id => _process.Id;

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The exit code, once it has ended.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>Everything it printed so far, stdout and stderr.</summary>
    public string Output => _output.ToString();

    /// <summary>Starts <paramref name="spec"/>.</summary>
    public static ChildProcess Start(ProcessSpec spec)
    {
        var start = new ProcessStartInfo(spec.FileName, spec.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = spec.WorkingDirectory ?? "",
        };
        foreach (var (name, value) in spec.Environment)
        {
            start.Environment[name] = value;
        }

        var output = new OutputLog(spec.OnLine);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process, output);
    }

    /// <summary>
    /// Waits for a line that holds <paramref name="text"/>, also among those printed before; fails when the program ends first.
    /// </summary>
    public async Task<string> WaitForLineAsync(string text, CancellationToken cancellationToken)
    {
        var line = _output.WaitForAsync(text, cancellationToken);
        var ended = _process.WaitForExitAsync(cancellationToken);
        if (await Task.WhenAny(line, ended) == ended && !line.IsCompletedSuccessfully)
        {
            await ended;
            throw new InvalidOperationException($"{_process.StartInfo.FileName} ended before it printed '{text}':\n{Output}");
        }

        return await line;
    }

    /// <summary>Waits for its end and gives the exit code.</summary>
    public async Task<int> WaitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Sends a signal, for example <c>TERM</c>; nothing happens when it has ended.</summary>
    public void Signal(PosixSignalName signal)
    {
        if (!_process.HasExited)
        {
            Signals.Send(_process.Id, signal);
        }
    }

    /// <summary>SIGKILL, and waits for the end.</summary>
    public async Task KillAsync(CancellationToken cancellationToken)
    {
        Signal(PosixSignalName.Kill);
        await _process.WaitForExitAsync(cancellationToken);
    }

    /// <summary>SIGTERM, ten seconds, SIGKILL.</summary>
    public async Task StopAsync()
    {
        Signal(PosixSignalName.Term);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            await KillAsync(CancellationToken.None);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }
}
