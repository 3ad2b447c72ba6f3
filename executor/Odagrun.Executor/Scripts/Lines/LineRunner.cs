using Odagrun.Executor.Shells;
using Odagrun.GitLab.Trace;
using Odagrun.GitLab.Variables;

namespace Odagrun.Executor.Scripts.Lines;

/// <summary>Runs scripts where the image has no shell (scratch, distroless): simple commands, one after another, until one fails.</summary>
internal sealed class LineRunner(ScriptProcesses processes, IJobTrace trace) : IScriptShell
{
    private const int SyntaxError = 2;

    public string Name => "the built-in line runner (the image has no shell)";

    public async Task<int> RunAsync(ScriptLines lines, ScriptEnvironment environment, CancellationToken cancellationToken)
    {
        var state = new LineState(environment);
        var programs = new LineProgram(processes);
        foreach (var entry in lines.Entries)
        {
            trace.Write(TraceStream.JobOutput, System.Text.Encoding.UTF8.GetBytes(ScriptText.Announce(entry) + "\n"));
            var exitCode = await RunEntryAsync(entry, state, programs, cancellationToken);
            if (exitCode != 0 || state.HasExited)
            {
                return exitCode;
            }
        }

        return 0;
    }

    private async Task<int> RunEntryAsync(string entry, LineState state, LineProgram programs, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var pipeline in LineParser.Parse(entry))
            {
                var isSkipped = (pipeline.Before == "&&" && state.LastExitCode != 0)
                    || (pipeline.Before == "||" && state.LastExitCode == 0);
                if (isSkipped)
                {
                    continue;
                }

                state.LastExitCode = await RunPipelineAsync(pipeline, state, programs, cancellationToken);
                // As with errexit: a failure that && or || looks at, or that is negated, is no failure.
                if (state.HasExited || (state.LastExitCode != 0 && pipeline is { IsLastOfList: true, IsNegated: false }))
                {
                    return state.LastExitCode;
                }
            }

            return 0;
        }
        catch (Exception e) when (e is LineException or ExpansionException)
        {
            trace.Write(TraceStream.JobError, System.Text.Encoding.UTF8.GetBytes(e.Message + "\n"));
            return SyntaxError;
        }
    }

    private async Task<int> RunPipelineAsync(Pipeline pipeline, LineState state, LineProgram programs, CancellationToken cancellationToken)
    {
        var pump = processes.OpenOutput();
        int exitCode;
        try
        {
            exitCode = await new LinePipeline(programs, processes, pump).RunAsync(pipeline.Commands, state, cancellationToken);
        }
        finally
        {
            pump.ProgramStarted();
            await pump.DrainAsync();
        }

        state.TakeExports();
        return pipeline.IsNegated ? (exitCode == 0 ? 1 : 0) : exitCode;
    }
}
