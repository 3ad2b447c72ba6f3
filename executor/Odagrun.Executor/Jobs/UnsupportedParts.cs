using Odagrun.GitLab.Payload;
using Odagrun.Handover;

namespace Odagrun.Executor.Jobs;

/// <summary>
/// What a job asks for and this runner does not do: such a job fails before anything of it runs, or it would do something else than it
/// says.
/// </summary>
internal static class UnsupportedParts
{
    /// <summary>Null when there is nothing of the kind.</summary>
    internal static string? Find(JobPayload payload, ExecutorEnvelope envelope) => payload switch
    {
        { Run: { Length: > 0 } run } when run.Trim() is not ("[]" or "null") =>
            "the job uses 'run:' (steps), which this runner does not know; use 'script:'",
        { Secrets.Count: > 0 } =>
            $"the job uses 'secrets:' ({string.Join(", ", payload.Secrets.Keys.Order(StringComparer.Ordinal))}), "
            + "which this runner does not resolve; use masked CI/CD variables, or fetch them in 'script:' with 'id_tokens:'",
        { Inputs.Count: > 0 } =>
            $"the job has 'inputs:' ({string.Join(", ", payload.Inputs.Select(input => input.Key))}), "
            + "which this runner does not put into scripts; use 'variables:', or 'spec:inputs' of a pipeline, which GitLab itself replaces",
        { Services.Count: > 0 } when envelope.Services.Count == 0 =>
            $"the job has 'services:' ({string.Join(", ", payload.Services.Select(service => service.Name))}), "
            + "and this installation starts none; remove them, or start what the job needs in 'script:'",
        _ => null,
    };
}
