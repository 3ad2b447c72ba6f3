using Odagrun.EndToEnd.Tests;

namespace Odagrun.Cluster.Tests.Cluster;

/// <summary>
/// The ground of the whole-installation tests: a pod finds the registry's image and the Lab under the names the host uses.
/// </summary>
public sealed class ClusterInstallationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pod_OfTheRigsImage_ReachesTheLabByTheUrlJobsAreGiven()
    {
        await using var rig = await Rig.StartWithoutHostAsync(Cancellation);

        var (phase, log) = await TestPod.RunAsync(
            rig.Ground.Installation.Namespace, rig.Image, $"wget -S -O /dev/null {rig.Lab.Url}/ 2>&1 | grep HTTP/", Cancellation);

        Assert.Equal(("Succeeded", "HTTP/1.1 200 OK"), (phase, log.Trim()));
    }
}
