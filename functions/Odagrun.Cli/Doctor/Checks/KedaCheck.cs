using System.Text.Json.Nodes;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Cli.Doctor.Checks;

/// <summary>Whether KEDA's objects of this namespace are Ready, and what KEDA's own message means.</summary>
internal sealed class KedaCheck(ClusterConnection connection) : ICheck
{
    private static readonly (string Kind, string Plural)[] Kinds = [("ScaledObject", "scaledobjects"), ("ScaledJob", "scaledjobs")];

    public string Name => "keda";

    public string Subject => connection.Namespace;

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (var (kind, plural) in Kinds)
        {
            try
            {
                findings.AddRange((await ListAsync(plural, cancellationToken)).Select(item => Look(kind, item)));
            }
            catch (KubernetesApiException e) when (e.IsNotFound)
            {
                return [Finding.Problem(Name, Subject, "the cluster does not know KEDA's objects",
                    "install KEDA (helm install keda kedacore/keda --namespace keda), then apply an overlay of keda/")];
            }
        }

        return findings.Count > 0
            ? findings
            : [Finding.Problem(
                Name, Subject, $"there is no ScaledObject or ScaledJob in namespace {connection.Namespace}: nothing wakes the functions",
                "kubectl apply --kustomize keda/overlays/kubernetes, or set Odagrun:Kubernetes:Namespace to the right one")];
    }

    private async Task<IEnumerable<JsonNode>> ListAsync(string plural, CancellationToken cancellationToken)
    {
        using var response = await connection.GetAsync(
            $"apis/keda.sh/v1alpha1/namespaces/{connection.Namespace}/{plural}", cancellationToken);
        var list = JsonNode.Parse(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return (list?["items"] as JsonArray ?? []).OfType<JsonNode>();
    }

    private Finding Look(string kind, JsonNode item)
    {
        var subject = $"{kind} {item["metadata"]?["name"]}";
        if (item["metadata"]?["annotations"]?["autoscaling.keda.sh/paused"]?.ToString() == "true")
        {
            return Finding.Warning(Name, subject, "is paused", "remove the annotation autoscaling.keda.sh/paused");
        }

        var ready = (item["status"]?["conditions"] as JsonArray ?? []).FirstOrDefault(
            condition => condition?["type"]?.ToString() == "Ready");
        var message = ready?["message"]?.ToString() ?? "";
        return ready?["status"]?.ToString() switch
        {
            "True" => Finding.Ok(Name, subject, "Ready"),
            "False" =>
                Finding.Problem(
                    Name, subject, $"not Ready: {(message.Length > 0 ? message : ready["reason"]?.ToString() ?? "no reason given")}",
                    KedaMessages.Remedy(message)),
            _ => Finding.Warning(
                Name, subject, "KEDA has not looked at it yet", "is KEDA's operator running? kubectl get pods --namespace keda"),
        };
    }
}
