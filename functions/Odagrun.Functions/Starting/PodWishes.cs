using System.Text.RegularExpressions;
using Odagrun.Functions.Preparing;
using Odagrun.Functions.Preparing.Services;
using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;
using Odagrun.Jobs.Pods;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Starting;

/// <summary>
/// What a payload says about the job's pod: whose it is, what it wishes by KUBERNETES_* variables, which services stand beside it.
/// </summary>
internal static partial class PodWishes
{
    private const string BearerToken = "KUBERNETES_BEARER_TOKEN";

    /// <exception cref="FormatException">A wish would show a masked value to whoever may look at pods, or can't be fulfilled by any
    /// pod.</exception>
    public static void Check(JobPayload payload)
    {
        _ = User(payload);
        var jobs = payload.Variables ?? [];
        var all = JobVariables.From(jobs.Concat((payload.Services ?? []).SelectMany(service => service.Variables ?? [])));
        var masked = all.MaskedValues.ToList();
        var wishes = Overwrites(jobs).Concat((payload.Services ?? []).SelectMany(service => ServiceOverwrites(jobs, service)));
        foreach (var (name, _) in wishes.Where(wish => masked.Exists(value => wish.Value.Contains(value, StringComparison.Ordinal))))
        {
            throw new FormatException(
                $"{name} holds a masked variable, and everybody who may look at the pod would see it; use a variable that is not masked");
        }
    }

    /// <summary>For labels and annotations.</summary>
    public static PodSubject Subject(JobPayload payload)
    {
        var variables = JobVariables.From((payload.Variables ?? []).Where(variable => !variable.Masked));
        return new PodSubject
        {
            JobName = payload.JobInfo?.Name,
            Stage = payload.JobInfo?.Stage,
            JobUrl = Uri.TryCreate(variables.Get("CI_JOB_URL"), UriKind.Absolute, out var url) ? url : null,
            PipelineId = payload.JobInfo?.PipelineId,
            ProjectId = payload.JobInfo?.ProjectId,
            ProjectPath = payload.JobInfo?.ProjectFullPath ?? Known(variables, "CI_PROJECT_PATH"),
            Ref = payload.GitInfo?.Ref,
            Sha = payload.GitInfo?.Sha,
            User = Known(variables, "GITLAB_USER_LOGIN"),
        };
    }

    /// <summary>As whom the job wants to run; null: as everybody else.</summary>
    /// <exception cref="FormatException">As that nobody may.</exception>
    public static PodUser? User(JobPayload payload) =>
        ImageWishes.UserOf(payload.Image, "image", JobVariables.From(payload.Variables ?? []).Expand);

    /// <summary>The variables by which a job wishes something of its pod, expanded.</summary>
    public static IReadOnlyDictionary<string, string> Overwrites(IReadOnlyList<JobVariable> variables) =>
        Select(JobVariables.From(variables), Wish(), variables);

    /// <summary>The job's services; <paramref name="images"/> are their composed images.</summary>
    public static IReadOnlyList<PodService> Services(JobPayload payload, IReadOnlyList<string> images) =>
    [
        .. ServicePlan.Of(payload).Zip(images, (plan, image) => new PodService(
            plan.Index, plan.Name, ImageReference.Parse(image), plan.Aliases,
            ServiceOverwrites(payload.Variables ?? [], plan.Written)) { User = plan.User }),
    ];

    private static Dictionary<string, string> ServiceOverwrites(IReadOnlyList<JobVariable> jobs, JobImage service) =>
        Select(JobVariables.From(jobs).With(service.Variables ?? []), ServiceWish(), service.Variables ?? []);

    private static Dictionary<string, string> Select(JobVariables values, Regex names, IReadOnlyList<JobVariable> among)
    {
        var wishes = among.Where(variable => variable.Key is not null && !variable.File && names.IsMatch(variable.Key))
            .Select(variable => variable.Key!)
            .Distinct()
            .ToDictionary(name => name, values.Get, StringComparer.Ordinal);

        // It is never obeyed, and only named in the log.
        if (values.Has(BearerToken) && wishes.ContainsKey(BearerToken))
        {
            wishes[BearerToken] = "set";
        }

        return wishes;
    }

    private static string? Known(JobVariables variables, string name) => variables.Get(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(
        "^KUBERNETES_((NODE_SELECTOR|NODE_TOLERATIONS|POD_LABELS|POD_ANNOTATIONS)_.+|(NAMESPACE|SERVICE_ACCOUNT)_OVERWRITE|BEARER_TOKEN"
        + "|((SERVICE|POD|HELPER)_)?(CPU|MEMORY|EPHEMERAL_STORAGE)_(REQUEST|LIMIT))$", RegexOptions.CultureInvariant)]
    private static partial Regex Wish();

    [GeneratedRegex("^KUBERNETES_SERVICE_(CPU|MEMORY|EPHEMERAL_STORAGE)_(REQUEST|LIMIT)$", RegexOptions.CultureInvariant)]
    private static partial Regex ServiceWish();
}
