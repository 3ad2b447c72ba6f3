using System.Text;
using Odagrun.Executor.Native;
using Odagrun.Executor.Processes;

namespace Odagrun.Executor.Scripts.Lines;

/// <summary>Runs the commands of one pipeline, all at once; its exit code is that of the last that failed (pipefail).</summary>
internal sealed class LinePipeline(LineProgram programs, ScriptProcesses processes, OutputPump pump)
{
    private readonly List<DescriptorPair> _pipes = [];
    private readonly List<LineDescriptors> _descriptors = [];
    private readonly List<Task<int>> _exits = [];

    internal async Task<int> RunAsync(IReadOnlyList<SimpleCommand> commands, LineState state, CancellationToken cancellationToken)
    {
        try
        {
            for (var i = 0; i < commands.Count; i++)
            {
                var input = i == 0 ? (int?)null : _pipes[^1].Reading;
                if (i + 1 < commands.Count)
                {
                    _pipes.Add(DescriptorPair.Open());
                }

                var descriptors = new LineDescriptors(
                    input, i + 1 < commands.Count ? _pipes[^1].Writing : pump.OutputDescriptor, pump.ErrorDescriptor);
                _descriptors.Add(descriptors);
                // As in a shell, only a command that stands alone changes the state of those after it.
                Start(commands[i], commands.Count == 1 ? state : state.Clone(), descriptors, i == 0 ? null : _pipes[i - 1],
                    i + 1 < commands.Count ? _pipes[i] : null);
            }

            var codes = await processes.WaitAsync(Task.WhenAll(_exits), cancellationToken);
            return codes.LastOrDefault(code => code != 0);
        }
        finally
        {
            _descriptors.ForEach(descriptors => descriptors.Dispose());
            _pipes.ForEach(pipe => pipe.Dispose());
        }
    }

    private void Start(SimpleCommand command, LineState state, LineDescriptors descriptors, DescriptorPair? before, DescriptorPair? after)
    {
        foreach (var redirection in command.Redirections)
        {
            descriptors.Apply(redirection, state);
        }

        var output = new StringBuilder();
        var errors = new StringBuilder();
        var (process, exitCode) = Run(command, state, descriptors, (isError, text) => (isError ? errors : output).Append(text));
        if (process is not null)
        {
            // Our copies would keep the next program from seeing the end of its input.
            before?.CloseReading();
            after?.CloseWriting();
            _exits.Add(ExitCodeAsync(process));
            return;
        }

        var (to, errorsTo) = (descriptors.Output, descriptors.Error);
        _exits.Add(Task.Run(() =>
        {
            // On a thread of its own: who reads it may not be started yet.
            Write(errorsTo, errors.ToString());
            Write(to, output.ToString());
            before?.CloseReading();
            after?.CloseWriting();
            return exitCode;
        }));
    }

    private (StartedProcess? Process, int ExitCode) Run(
        SimpleCommand command, LineState state, LineDescriptors descriptors, Action<bool, string> print)
    {
        var words = command.Words.SelectMany(state.Fields).ToArray();
        var assignments = command.Assignments.Select(assignment => (assignment.Name, Value: state.Text(assignment.Value))).ToList();
        if (words.Length == 0)
        {
            assignments.ForEach(assignment => state.Set(assignment.Name, assignment.Value));
            return (null, 0);
        }

        return LineBuiltins.Run(words, state, print) is { } exitCode
            ? (null, exitCode)
            : programs.Start(words, state.Environment(assignments), state, descriptors, print);
    }

    private static async Task<int> ExitCodeAsync(StartedProcess process) => (await process.Exit).Code;

    private static unsafe void Write(int descriptor, string text)
    {
        fixed (byte* start = Encoding.UTF8.GetBytes(text))
        {
            var length = Encoding.UTF8.GetByteCount(text);
            for (var done = 0; done < length;)
            {
                var count = (int)Libc.Write(descriptor, start + done, (nuint)(length - done));
                if (count <= 0)
                {
                    // Nobody reads it any more: as with a program, what is left is lost.
                    return;
                }

                done += count;
            }
        }
    }
}
