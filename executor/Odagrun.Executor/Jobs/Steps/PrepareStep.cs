using Odagrun.Executor.Scripts;
using Odagrun.Executor.Variables;

namespace Odagrun.Executor.Jobs.Steps;

/// <summary>Makes the job's directories and writes its file variables.</summary>
internal sealed class PrepareStep(ScriptRunner scripts) : IJobStep
{
    public string Section => "prepare_script";

    public string Header => "Preparing environment";

    public StepTime Time => StepTime.Main;

    public bool IsWanted(JobSession session) => session.Progress.IsGood;

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        if (UnsupportedParts.Find(session.Job.Payload, session.Job.Envelope) is { } unsupported)
        {
            return JobFailure.Configuration(unsupported);
        }

        var directories = session.Directories;
        Directory.CreateDirectory(directories.Project);
        ClearTemporary(directories.Temporary);
        await FileVariables.WriteAsync(session.Variables, cancellationToken);
        session.Trace.Write($"Running on {Environment.MachineName} with {scripts.ShellName} as user {Native.Libc.GetUserId()}\n");
        return null;
    }

    private static void ClearTemporary(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
