using Odagrun.Executor.Scripts;

namespace Odagrun.Executor.Jobs.Steps;

/// <summary>
/// after_script: in a shell of its own, after success, failure and cancel alike; its failure is a warning unless the job says otherwise.
/// </summary>
internal sealed class AfterScriptStep(ScriptRunner scripts, TimeProvider clock) : IJobStep
{
    internal const string StepName = "after_script";

    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(5);

    public string Section => "after_script";

    public string Header => "Running after_script";

    public StepTime Time => StepTime.Late;

    public bool IsWanted(JobSession session) => session.Progress.ScriptStarted && session.Job.Script(StepName).Count > 0;

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        session.Variables.Set("CI_JOB_STATUS", session.Status);
        var limit = GoDuration.TryParse(session.Variables["RUNNER_AFTER_SCRIPT_TIMEOUT"], out var asked) && asked > TimeSpan.Zero
            ? asked
            : DefaultLimit;
        using var timeout = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        JobFailure? failure;
        try
        {
            failure = await scripts.RunAsync(StepName, session.Job.Script(StepName), session, linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            failure = new JobFailure(GitLab.Api.FailureReason.ScriptFailure,
                $"after_script took longer than {GoDuration.Format(limit)} (RUNNER_AFTER_SCRIPT_TIMEOUT)");
        }

        if (failure is null || !session.Variables.IsOn("AFTER_SCRIPT_IGNORE_ERRORS", byDefault: true))
        {
            return failure;
        }

        session.Trace.Write($"\e[33mWARNING: after_script failed, but job will continue unaffected: {failure.Message}\e[0;m\n");
        return null;
    }
}
