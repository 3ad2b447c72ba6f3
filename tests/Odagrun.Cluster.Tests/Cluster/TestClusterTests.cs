using Odagrun.Stack;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Images;

namespace Odagrun.Cluster.Tests.Cluster;

/// <summary>The cluster itself holds what the other tests rely on.</summary>
[Collection(nameof(WholeCluster))]
public sealed class TestClusterTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pod_OfAnImageInTheRegistry_RunsAndReachesTheRegistry()
    {
        var cluster = await TestCluster.GetAsync(Cancellation);
        await using var place = await cluster.CreateNamespaceAsync(Cancellation);
        var image = await PushBusyboxAsync(cluster);

        var (phase, log) = await TestPod.RunAsync(
            place, image, $"wget -q -O - http://{cluster.RegistryHost}/v2/ && echo reached", Cancellation);

        Assert.Equal(("Succeeded", "{}reached"), (phase, log.Trim()));
    }

    [Fact]
    public async Task ApiServer_KilledAndStarted_AnswersAgainWithTheSameObjects()
    {
        var cluster = await TestCluster.GetAsync(Cancellation);
        Assert.SkipUnless(cluster.IsOwn, "the cluster that KUBECONFIG names is not ours to restart");
        await using var place = await cluster.CreateNamespaceAsync(Cancellation);

        await cluster.Parts.KillAsync(ClusterPart.ApiServer, Cancellation);
        await cluster.Parts.StartAsync(ClusterPart.ApiServer, Cancellation);

        var found = await UntilAnsweredAsync(
            () => place.Kubectl.RunAsync(["get", "serviceaccount", "default", "--output", "name"], Cancellation));
        Assert.Equal("serviceaccount/default", found.Trim());
    }

    [Fact]
    public async Task Kubelet_Frozen_StartsNoPodUntilItGoesOn()
    {
        var cluster = await TestCluster.GetAsync(Cancellation);
        Assert.SkipUnless(cluster.IsOwn, "the cluster that KUBECONFIG names is not ours to freeze");
        await using var place = await cluster.CreateNamespaceAsync(Cancellation);
        var image = await PushBusyboxAsync(cluster);

        Task<(string Phase, string Log)> run;
        await using (await cluster.Parts.FreezeAsync(ClusterPart.Kubelet, Cancellation))
        {
            run = TestPod.RunAsync(place, image, "echo ran", Cancellation);
            await TestPod.BecomesAsync(place, pod => pod["spec"]!["nodeName"] is not null, Cancellation);
            Assert.Equal("Pending", (await place.Kubectl.ListAsync("pods", Cancellation))[0]["status"]!["phase"]!.GetValue<string>());
        }

        Assert.Equal(("Succeeded", "ran"), (await run) is var (phase, log) ? (phase, log.Trim()) : default);
    }

    private static async Task<string> PushBusyboxAsync(TestCluster cluster)
    {
        using var directory = WorkDirectory.Create("busybox");
        await BusyboxLayer.WriteAsync(directory.File("layer.tar.gz"), Cancellation);
        using var pusher = new PlainImagePusher(cluster.RegistryHost);
        await pusher.PushAsync(new PlainImage("test/busybox", "1") { LayerPath = directory.File("layer.tar.gz") }, Cancellation);
        return $"{cluster.RegistryHost}/test/busybox:1";
    }

    private static async Task<string> UntilAnsweredAsync(Func<Task<string>> ask)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                return await ask();
            }
            catch (KubectlException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
        }
    }
}
