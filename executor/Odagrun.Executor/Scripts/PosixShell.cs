using Odagrun.Executor.Processes;
using Odagrun.Executor.Shells;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Scripts;

/// <summary>
/// Runs scripts in the image's bash or sh, from a file that only the job's user can read and that is gone afterwards; through the
/// image's entrypoint where that is honoured.
/// </summary>
internal sealed class PosixShell(string path, string scriptPath, IReadOnlyList<string> entrypoint, ScriptProcesses processes) : IScriptShell
{
    public string Name => entrypoint.Count == 0 ? path : $"{entrypoint[0]} {path}";

    public async Task<int> RunAsync(ScriptLines lines, ScriptEnvironment environment, CancellationToken cancellationToken)
    {
        var functions = CommandFunctions.Define(environment.Variables["PATH"], environment.EnvironmentFile);
        await PrivateFile.WriteAsync(
            scriptPath, ScriptText.Write(lines, environment.Unexported, environment.Trace, functions), cancellationToken);
        try
        {
            var status = await processes.RunAsync(
                new ProcessStart
                {
                    Path = entrypoint.Count == 0 ? path : entrypoint[0],
                    Arguments = entrypoint.Count == 0 ? [Path.GetFileName(path), scriptPath] : [.. entrypoint, path, scriptPath],
                    Environment = environment.Block,
                    WorkingDirectory = environment.WorkingDirectory,
                },
                cancellationToken);
            return status.Code;
        }
        finally
        {
            File.Delete(scriptPath);
        }
    }
}
