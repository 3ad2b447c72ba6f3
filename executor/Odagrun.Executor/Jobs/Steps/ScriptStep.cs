using Odagrun.Executor.Scripts;
using Odagrun.GitLab.Payload;

namespace Odagrun.Executor.Jobs.Steps;

/// <summary>
/// The job's own scripts: <c>script</c>, and what else the server sends as a step (<c>release</c>), all but after_script.
/// </summary>
internal sealed class ScriptStep(ScriptRunner scripts, TimeProvider clock) : IJobStep
{
    public string Section => "step_script";

    public string Header => "Executing \"step_script\" stage of the job script";

    public StepTime Time => StepTime.Main;

    public bool IsWanted(JobSession session) => session.Progress.IsGood;

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        session.Progress.ScriptStarted = true;
        session.Trace.Write($"Using {scripts.ShellName}\n");
        var before = MemoryUse.Read();
        var failure = await RunAllAsync(session, cancellationToken);
        return failure is null || before is null || MemoryUse.Read() is not { } after || after.Kills <= before.Kills
            ? failure
            : failure with { Message = $"{failure.Message}; the kernel killed a process of the job for lack of memory: {after}" };
    }

    private async Task<JobFailure?> RunAllAsync(JobSession session, CancellationToken cancellationToken)
    {
        foreach (var step in session.Job.Payload.Steps ?? [])
        {
            if (step.Name == AfterScriptStep.StepName || step.Script is not { Count: > 0 } || step.When == "on_failure")
            {
                continue;
            }

            if (await RunLimitedAsync(step, session, cancellationToken) is { } failure && !step.AllowFailure)
            {
                return failure;
            }
        }

        return null;
    }

    // RUNNER_SCRIPT_TIMEOUT ends the scripts; what comes after them still runs.
    private async Task<JobFailure?> RunLimitedAsync(JobStep step, JobSession session, CancellationToken cancellationToken)
    {
        if (!GoDuration.TryParse(session.Variables["RUNNER_SCRIPT_TIMEOUT"], out var limit) || limit <= TimeSpan.Zero)
        {
            return await scripts.RunAsync(step.Name ?? "script", Lines(step, session), session, cancellationToken);
        }

        using var timeout = new CancellationTokenSource(limit, clock);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            return await scripts.RunAsync(step.Name ?? "script", Lines(step, session), session, linked.Token);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return new JobFailure(GitLab.Api.FailureReason.JobExecutionTimeout,
                $"the script took longer than RUNNER_SCRIPT_TIMEOUT ({GoDuration.Format(limit)})");
        }
    }

    // The server leaves the variables in the lines of a release to the runner.
    private static IReadOnlyList<string> Lines(JobStep step, JobSession session) =>
        step.Name == "release" ? [.. (step.Script ?? []).Select(session.Variables.Expand)] : step.Script ?? [];
}
