using k8s;
using k8s.Models;
using Odagrun.Kubernetes.Api;

namespace Odagrun.Cli.Doctor.Checks;

/// <summary>Whether every verb of keda/base/rbac is allowed: asked of the API server itself (access reviews).</summary>
internal sealed class RightsCheck(ClusterConnection connection, string? account) : ICheck
{
    public string Name => "rights";

    public string Subject => account is null ? $"you in {connection.Namespace}" : $"{account} in {connection.Namespace}";

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var missing = new List<string>();
        var count = 0;
        foreach (var right in NeededRights.All)
        {
            count++;
            if (!await IsAllowedAsync(right, cancellationToken))
            {
                missing.Add($"{right.Verb} {right.Resource}");
            }
        }

        return missing.Count == 0
            ? [Finding.Ok(Name, Subject, $"all {count} rights are there")]
            : [.. missing.Select(right => Finding.Problem(
                Name, Subject, $"may not {right}", $"kubectl apply --namespace {connection.Namespace} --kustomize keda/base/rbac"))];
    }

    private async Task<bool> IsAllowedAsync(NeededRight right, CancellationToken cancellationToken)
    {
        var what = new V1ResourceAttributes
        {
            NamespaceProperty = connection.Namespace,
            Verb = right.Verb,
            Group = right.Group,
            Resource = right.Resource.Split('/')[0],
            Subresource = right.Resource.Contains('/', StringComparison.Ordinal) ? right.Resource.Split('/')[1] : null,
        };
        if (account is null)
        {
            var own = await connection.Client.AuthorizationV1.CreateSelfSubjectAccessReviewAsync(
                new V1SelfSubjectAccessReview { Spec = new V1SelfSubjectAccessReviewSpec { ResourceAttributes = what } },
                cancellationToken: cancellationToken);
            return own.Status.Allowed;
        }

        var others = await connection.Client.AuthorizationV1.CreateNamespacedLocalSubjectAccessReviewAsync(
            new V1LocalSubjectAccessReview
            {
                Metadata = new V1ObjectMeta { NamespaceProperty = connection.Namespace },
                Spec = new V1SubjectAccessReviewSpec
                {
                    User = $"system:serviceaccount:{connection.Namespace}:{account}",
                    Groups = ["system:serviceaccounts", $"system:serviceaccounts:{connection.Namespace}", "system:authenticated"],
                    ResourceAttributes = what,
                },
            },
            connection.Namespace,
            cancellationToken: cancellationToken);
        return others.Status.Allowed;
    }
}
