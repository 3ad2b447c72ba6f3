using Odagrun.Jobs.Pods;
using Odagrun.Stack.Cluster;

namespace Odagrun.Cluster.Tests.Launching;

/// <summary>The launcher while the API server is away.</summary>
[Collection(nameof(WholeCluster))]
public sealed class LauncherOutageTests
{
    private const string Reports = """echo '{"reported":true,"state":"success","exitCode":0}' > /dev/termination-log""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Jobs_ApiServerRestartedMeanwhile_AreFollowedToTheEnd()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        Assert.SkipUnless(rig.Cluster.IsOwn, "the cluster that KUBECONFIG names is not ours to restart");
        var job = await rig.StartAsync(1, "sleep 3; " + Reports, Cancelled);
        await rig.BecomesAsync(job, PodPhase.Running, Cancelled);

        var following = rig.FollowAsync(job, Cancelled);
        await rig.Cluster.Parts.KillAsync(ClusterPart.ApiServer, Cancelled);
        await rig.Cluster.Parts.StartAsync(ClusterPart.ApiServer, Cancelled);
        var (end, _) = await following;
        await rig.Launcher.DeleteAsync(job, failed: false, Cancelled);

        Assert.True(end.Termination?.Reported, end.ToString());
        await rig.NothingIsLeftAsync(Cancelled);
    }
}
