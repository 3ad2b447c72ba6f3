using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Handover;

namespace Odagrun.Executor.Jobs;

/// <summary>The job to run: what was handed over, and GitLab's payload in it.</summary>
internal sealed record JobRequest(ExecutorEnvelope Envelope, JobPayload Payload, JobAccess Access)
{
    private const int DefaultSeconds = 7200;

    /// <summary>How long the job may take, from the start of this process.</summary>
    internal TimeSpan Timeout => TimeSpan.FromSeconds(Payload.RunnerInfo?.Timeout is > 0 and var seconds ? seconds : DefaultSeconds);

    /// <summary>The script of the name; empty where the job has none.</summary>
    internal IReadOnlyList<string> Script(string name) =>
        Payload.Steps?.FirstOrDefault(step => step.Name == name)?.Script ?? [];
}
