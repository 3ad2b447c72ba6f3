using System.Globalization;
using Odagrun.Jobs.Pods;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>Names of a pod's containers.</summary>
internal static class ContainerNames
{
    /// <summary>The job's own.</summary>
    public const string Executor = "executor";

    /// <summary>The services' names, in their order: their own where they are valid and free, else <c>service-N</c>.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<PodService> services)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal) { Executor };
        return [.. services.Select(service => Free(service, taken))];
    }

    private static string Free(PodService service, HashSet<string> taken)
    {
        if (DnsName.IsLabel(service.Name) && taken.Add(service.Name))
        {
            return service.Name;
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"service-{service.Index}");
        while (!taken.Add(name))
        {
            name += "x";
        }

        return name;
    }
}
