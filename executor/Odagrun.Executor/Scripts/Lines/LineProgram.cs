using Odagrun.Executor.Commands;
using Odagrun.Executor.Processes;

namespace Odagrun.Executor.Scripts.Lines;

/// <summary>Starts programs for the line runner: found along PATH, as a shell finds them.</summary>
internal sealed class LineProgram(ScriptProcesses processes)
{
    internal const int NotFound = 127;
    internal const int NotRunnable = 126;

    /// <summary>Starts it; null and an exit code where that fails.</summary>
    internal (StartedProcess? Process, int ExitCode) Start(
        string[] words, IReadOnlyList<string> environment, LineState state, LineDescriptors descriptors, Action<bool, string> print)
    {
        if (Find(words[0], state) is not { } path)
        {
            print(true, $"{words[0]}: there is no such program along PATH ({state.Get("PATH")})\n");
            return (null, NotFound);
        }

        try
        {
            return (processes.Start(new ProcessStart
            {
                Path = path,
                Arguments = words,
                Environment = environment,
                WorkingDirectory = state.Directory,
                StandardInput = descriptors.Input,
                StandardOutput = descriptors.Output,
                StandardError = descriptors.Error,
            }), 0);
        }
        catch (ProcessStartException e)
        {
            print(true, e.Message + "\n");
            return (null, e.ErrorNumber == ProcessStartException.NotFound ? NotFound : NotRunnable);
        }
    }

    private static string? Find(string name, LineState state)
    {
        if (name.Contains('/', StringComparison.Ordinal))
        {
            return Path.Combine(state.Directory, name);
        }

        return (state.Get("PATH") ?? "").Split(':')
            .Select(directory => (string?)Path.Combine(state.Directory, directory, name))
            .Append(Own(name))
            .FirstOrDefault(path => File.Exists(path) && Native.Libc.Access(path!, 1) == 0);
    }

    // The integrated commands are there, whatever the script makes of PATH.
    private static string? Own(string name) =>
        name == CommandNames.Program || CommandNames.Integrated.Contains(name) ? Path.Combine(CommandNames.Directory, name) : null;
}
