using System.Text.Json.Nodes;
using Odagrun.Keda.Tests.Rendering;
using Odagrun.Stack.Cluster;

namespace Odagrun.Cluster.Tests.Keda;

/// <summary>What the API server makes of each overlay: it takes every object, and keeps every field of KEDA's.</summary>
public sealed class OverlayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task Overlay_Applied_IsTakenWholeAndKeepsKedasFields(string name)
    {
        var cluster = await TestCluster.GetAsync(Cancellation);
        await AppliedOverlay.AddTypesAsync(cluster, Cancellation);
        await using var place = await cluster.CreateNamespaceAsync(Cancellation);
        var objects = await AppliedOverlay.ObjectsAsync(name, place, Cancellation);
        foreach (var deployment in objects.Where(item => item["kind"]!.GetValue<string>() == "Deployment"))
        {
            // The images are of example.com.
            deployment["spec"]!["replicas"] = 0;
        }

        await AppliedOverlay.CreateAsync(objects, place, Cancellation);

        foreach (var item in objects.Where(item => item["apiVersion"]!.GetValue<string>().StartsWith("keda.sh/", StringComparison.Ordinal)))
        {
            var stored = JsonNode.Parse(await place.Kubectl.RunAsync(
                ["get", item["kind"]!.GetValue<string>(), Overlay.NameOf(item), "--output", "json"], Cancellation))!;
            Assert.True(JsonNode.DeepEquals(item["spec"], stored["spec"]), $"{item["spec"]}\nwas stored as\n{stored["spec"]}");
        }
    }

    [Theory]
    [InlineData("odagrun-poller", "create", "secrets", "yes")]
    [InlineData("odagrun-poller", "create", "jobs.batch", "no")]
    [InlineData("odagrun-poller", "list", "pods", "no")]
    [InlineData("odagrun", "create", "jobs.batch", "yes")]
    [InlineData("default", "get", "secrets", "no")]
    public async Task Accounts_OfTheKubernetesOverlay_MayDoTheirWorkOnly(string account, string verb, string resource, string expected)
    {
        var cluster = await TestCluster.GetAsync(Cancellation);
        await using var place = await cluster.CreateNamespaceAsync(Cancellation);
        var objects = await AppliedOverlay.ObjectsAsync("kubernetes", place, Cancellation);
        await AppliedOverlay.CreateAsync(
            objects.Where(item => item["kind"]!.GetValue<string>() is "ServiceAccount" or "Role" or "RoleBinding"), place, Cancellation);

        string answer;
        try
        {
            answer = await place.Kubectl.RunAsync(
                ["auth", "can-i", verb, resource, "--as", $"system:serviceaccount:{place.Name}:{account}"], Cancellation);
        }
        catch (KubectlException e)
        {
            answer = e.Message; // 'no' is also exit code 1
        }

        Assert.Equal(expected, answer.Trim().Split(' ', '\n')[^1]);
    }
}
