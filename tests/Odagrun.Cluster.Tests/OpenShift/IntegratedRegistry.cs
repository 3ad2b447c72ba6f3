using System.Text.Json.Nodes;
using Odagrun.Oci.Tests.Lab;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Services;

namespace Odagrun.Cluster.Tests.OpenShift;

/// <summary>
/// A stand-in for OpenShift's integrated registry: a registry that gives access by tokens, which are had for a service account's
/// token as the password (the user's name does not matter), whom the API server is asked about.
/// </summary>
internal sealed class IntegratedRegistry : IAsyncDisposable
{
    private readonly TokenServer _tokens;
    private readonly DockerRegistry _registry;

    private IntegratedRegistry(TokenServer tokens, DockerRegistry registry) => (_tokens, _registry) = (tokens, registry);

    public string Host => _registry.Host;

    /// <summary>Who asked for which access.</summary>
    public IReadOnlyList<string> Requests => _tokens.Requests;

    public static async Task<IntegratedRegistry> StartAsync(
        TestCluster cluster, ClusterNamespace place, CancellationToken cancellationToken)
    {
        var tokens = await TokenServer.StartAsync(cluster.Address.ToString(), token => IsOfAsync(cluster, place, token));
        var registry = await DockerRegistry.StartAsync(
            new DockerRegistryOptions { Address = cluster.Address, Token = tokens.Authentication }, cancellationToken);
        await cluster.TrustRegistryAsync(registry.Host, cancellationToken);
        return new IntegratedRegistry(tokens, registry);
    }

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        await _tokens.DisposeAsync();
    }

    private static async Task<bool> IsOfAsync(TestCluster cluster, ClusterNamespace place, string token)
    {
        var review = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenReview",
            ["spec"] = new JsonObject { ["token"] = token },
        };
        var status =
            (await cluster.Kubectl.PostAsync("/apis/authentication.k8s.io/v1/tokenreviews", review, CancellationToken.None))["status"]!;
        return (bool?)status["authenticated"] == true
            && ((string)status["user"]!["username"]!).StartsWith($"system:serviceaccount:{place.Name}:", StringComparison.Ordinal);
    }
}
