using System.Text;
using System.Text.Json.Nodes;
using k8s.Models;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;
using Odagrun.Oci.Registry;

namespace Odagrun.Kubernetes.Manifests;

/// <summary>
/// The Secret by which nodes pull composed images. One for the installation, not one a job: the login is the configured one for all
/// jobs, and a Secret of its own would cost each job one more request and the cluster one more object.
/// </summary>
internal static class PullSecret
{
    /// <summary>Its name; no job's object is called so, for those end in a number.</summary>
    public static string NameOf(KubernetesOptions cluster) =>
        $"odagrun-{LabelText.Of(cluster.Installation).ToLowerInvariant().Replace('_', '-').Replace('.', '-')}-pull";

    /// <summary>The Secret for the login of <paramref name="registry"/>; null where there is none.</summary>
    public static V1Secret? Of(KubernetesOptions cluster, string registry, RegistryCredentials credentials)
    {
        if (credentials.Find(registry) is not { } login)
        {
            return null;
        }

        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{login.Username}:{login.Password}"));
        var config = new JsonObject { ["auths"] = new JsonObject { [registry] = new JsonObject { ["auth"] = auth } } };
        return new V1Secret
        {
            ApiVersion = "v1",
            Kind = "Secret",
            Metadata = new V1ObjectMeta
            {
                Name = NameOf(cluster),
                Labels = new Dictionary<string, string>
                {
                    [ObjectLabels.ManagedBy] = ObjectLabels.Manager,
                    [ObjectLabels.Installation] = cluster.Installation,
                },
            },
            Type = "kubernetes.io/dockerconfigjson",
            Data = new Dictionary<string, byte[]> { [".dockerconfigjson"] = Encoding.UTF8.GetBytes(config.ToJsonString()) },
        };
    }

    public static IList<V1LocalObjectReference>? ReferencesOf(PodRequest request, IdentityOptions identity, KubernetesOptions cluster)
    {
        List<V1LocalObjectReference> references = [.. identity.PullSecrets.Select(name => new V1LocalObjectReference { Name = name })];
        if (request.PullCredentials.Find(request.Image.Registry) is not null)
        {
            references.Add(new V1LocalObjectReference { Name = NameOf(cluster) });
        }

        return references.Count == 0 ? null : references;
    }
}
