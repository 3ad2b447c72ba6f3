namespace Odagrun.Executor.Jobs.Steps;

/// <summary>Removes the file variables and all else beside the project.</summary>
internal sealed class CleanupStep : IJobStep
{
    public string Section => "cleanup_file_variables";

    public string Header => "Cleaning up project directory and file based variables";

    public StepTime Time => StepTime.Cleanup;

    public bool IsWanted(JobSession session) => Directory.Exists(session.Directories.Temporary);

    public Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        try
        {
            Directory.Delete(session.Directories.Temporary, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The pod ends and takes the files along: no reason to fail the job.
            session.Trace.Write($"\e[33mWARNING: {e.Message}\e[0;m\n");
        }

        return Task.FromResult<JobFailure?>(null);
    }
}
