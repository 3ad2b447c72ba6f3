using Odagrun.Executor.Processes;
using Odagrun.Executor.Shells;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Scripts;

/// <summary>Runs scripts in the image's bash or sh, from a file that only the job's user can read and that is gone afterwards.</summary>
internal sealed class PosixShell(string path, string scriptPath, ScriptProcesses processes) : IScriptShell
{
    public string Name => path;

    public async Task<int> RunAsync(ScriptLines lines, ScriptEnvironment environment, CancellationToken cancellationToken)
    {
        await PrivateFile.WriteAsync(scriptPath, ScriptText.Write(lines, environment.Unexported, environment.Trace), cancellationToken);
        try
        {
            var status = await processes.RunAsync(
                new ProcessStart
                {
                    Path = path,
                    Arguments = [Path.GetFileName(path), scriptPath],
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
