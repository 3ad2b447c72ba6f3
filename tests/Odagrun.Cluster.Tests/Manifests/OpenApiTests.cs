using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Tests.Manifests;
using Odagrun.Kubernetes.Tests.Settings;
using Odagrun.Stack.Cluster;

namespace Odagrun.Cluster.Tests.Manifests;

/// <summary>Jobs' manifests beside the API's own description of its types.</summary>
public sealed class OpenApiTests
{
    private const string Job = "io.k8s.api.batch.v1.Job";

    private static readonly PodRequest WithServices = ManifestRig.Request with
    {
        Envelope = new byte[600_000],
        Services = [ManifestRig.Service(0, "postgres", "db"), ManifestRig.Service(1, "redis", "cache")],
        Overwrites = new Dictionary<string, string> { ["KUBERNETES_CPU_LIMIT"] = "3" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Manifest_WithEveryTheme_HasOnlyFieldsThatTheApiDescribes(bool isNewCluster)
    {
        var cluster = await TestCluster.GetAsync(Cancellation);
        var description = await OpenApiDescription.ReadAsync(cluster.Kubectl, isNewCluster, Cancellation);
        var options = PodSettings.Read([.. PodSettings.EveryTheme, .. isNewCluster ? OfNewClusters : []]);

        var manifest = ManifestRig.Build(WithServices, options, isNewCluster ? ManifestRig.New : ManifestRig.Old);

        Assert.Empty(description.Problems(manifest, Job));
    }

    [Fact]
    public async Task Description_OfAnOldCluster_KnowsNothingOfNewerFields()
    {
        var cluster = await TestCluster.GetAsync(Cancellation);
        var description = await OpenApiDescription.ReadAsync(cluster.Kubectl, withNewerFields: false, Cancellation);
        var manifest = ManifestRig.Build(WithServices, PodSettings.Read(OfNewClusters));
        manifest["spec"]!["backoffLimit"] = "none";

        var problems = description.Problems(manifest, Job);

        Assert.Contains("/spec has no field podFailurePolicy", problems);
        Assert.Contains("/spec/template/spec has no field hostUsers", problems);
        Assert.Contains("/spec/template/spec has no field resources", problems);
        Assert.Contains("/spec/template/spec/initContainers/0 has no field restartPolicy", problems);
        Assert.Contains("/spec/backoffLimit is \"none\", and must be of type integer", problems);
    }

    private static (string, string)[] OfNewClusters => [("Identity:UserNamespace", "true"), ("Sizes:Pod:Cpu:Request", "1")];
}
