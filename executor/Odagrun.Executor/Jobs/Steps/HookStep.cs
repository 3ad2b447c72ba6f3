using Odagrun.Executor.Scripts;
using Odagrun.Executor.Sources;

namespace Odagrun.Executor.Jobs.Steps;

/// <summary>A script around get_sources: <c>hooks:pre_get_sources_script</c> and <c>hooks:post_get_sources_script</c>.</summary>
internal sealed class HookStep(string hook, ScriptRunner scripts) : IJobStep
{
    public string Section => hook;

    public string Header => $"Running {hook}";

    public StepTime Time => StepTime.Main;

    public bool IsWanted(JobSession session) =>
        session.Progress.IsGood && Lines(session).Count > 0 && GitVariables.FetchesSources(session);

    public Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken) =>
        scripts.RunAsync(hook, Lines(session), session, cancellationToken);

    private IReadOnlyList<string> Lines(JobSession session) =>
        session.Job.Payload.Hooks?.FirstOrDefault(candidate => candidate.Name == hook)?.Script ?? [];
}
