using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;

namespace Odagrun.Functions.Preparing.Services;

/// <summary>
/// What a service sees of the job's variables: the public ones, and all of its own, which win and may refer to any of the job's. File
/// variables are left out, for the files are in the job's container.
/// </summary>
internal static class ServiceEnvironment
{
    public static IReadOnlyDictionary<string, string> Of(JobPayload payload, JobImage service)
    {
        var jobs = payload.Variables ?? [];
        var own = service.Variables ?? [];
        var all = JobVariables.From(jobs).With(own);
        var names = jobs.Where(variable => variable.Public).Concat(own).Select(variable => variable.Key)
            .Where(name => !string.IsNullOrEmpty(name)).ToHashSet();
        return all.All.Where(variable => names.Contains(variable.Key!) && !variable.File)
            .ToDictionary(variable => variable.Key!, variable => all.Get(variable.Key!), StringComparer.Ordinal);
    }
}
