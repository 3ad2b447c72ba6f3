using Odagrun.GitLab.Payload;
using Odagrun.GitLab.Variables;
using Odagrun.Jobs.Pods;
using Odagrun.Oci.References;

namespace Odagrun.Functions.Preparing.Services;

/// <summary>
/// A service as the payload describes it, variables expanded: its place, its image as it was asked for and as a reference, its name in
/// the pod, its host names.
/// </summary>
internal sealed record ServicePlan(
    int Index, string Requested, ImageReference Image, string Name, IReadOnlyList<string> Aliases, JobImage Written)
{
    public required Platform Platform { get; init; }

    public PodUser? User { get; init; }

    /// <summary>All services of a job.</summary>
    /// <exception cref="FormatException">One can't be started as it is written.</exception>
    public static IReadOnlyList<ServicePlan> Of(JobPayload payload)
    {
        var variables = JobVariables.From(payload.Variables ?? []);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        return [.. (payload.Services ?? []).Select((service, index) => One(service, index, variables, taken))];
    }

    private static ServicePlan One(JobImage service, int index, JobVariables jobs, HashSet<string> taken)
    {
        var variables = jobs.With(service.Variables ?? []);
        var requested = variables.Expand(service.Name ?? "").Trim();
        if (requested.Length == 0)
        {
            throw new FormatException($"service {index + 1} names no image ('{service.Name}' once its variables are put in)");
        }

        PullPolicies.Check(requested, service.PullPolicy);
        var image = ImageReference.Parse(requested);
        var aliases = ServiceAliases.Of(requested, variables.Expand(service.Alias ?? ""));
        return new ServicePlan(index, requested, image, NameOf(index, aliases, taken), aliases, service)
        {
            Platform = ImageWishes.PlatformOf(service, $"'{requested}': services", variables.Expand),
            User = ImageWishes.UserOf(service, $"'{requested}': services", variables.Expand),
        };
    }

    private static string NameOf(int index, IReadOnlyList<string> aliases, HashSet<string> taken) =>
        aliases.FirstOrDefault(alias => DnsName.IsLabel(alias) && taken.Add(alias))
        ?? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"service-{index}");
}
