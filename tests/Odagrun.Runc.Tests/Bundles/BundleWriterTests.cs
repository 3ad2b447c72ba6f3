using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Pods;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Runc.Bundles;
using Odagrun.Runc.Cgroups;
using Odagrun.Runc.Images;
using Odagrun.Runc.Pods;
using Odagrun.Runc.Tests.Lab;
using Odagrun.Stack;

namespace Odagrun.Runc.Tests.Bundles;

/// <summary>What runc is told, also for machines of another kind than the one that runs the tests.</summary>
public sealed class BundleWriterTests
{
    private static readonly ImageReference Image = new("registry.test", "app", "1", null);

    private static readonly RunMode AsRoot = new(["--mount"], IsUserNamespace: false, HasOtherUsers: true, OverlayOptions: "userxattr");

    private static readonly RunMode OneUser = new(["--user"], IsUserNamespace: true, HasOtherUsers: false, OverlayOptions: null);

    [Fact]
    public async Task Spec_OnControlGroupsThatCountSwap_LimitsMemoryAndSwapTogether()
    {
        var plan = new CgroupPlan("/odagrun", "/sys/fs/cgroup/odagrun", CountsSwap: true);

        var spec = await WriteAsync(AsRoot, plan, new PodLimits(MemoryBytes: 64 << 20, CpuMillis: 250, MaxProcesses: 99));

        var resources = spec["linux"]!["resources"]!;
        Assert.Equal((64 << 20, 64 << 20), ((long)resources["memory"]!["limit"]!, (long)resources["memory"]!["swap"]!));
        Assert.Equal((25_000, 100_000), ((long)resources["cpu"]!["quota"]!, (long)resources["cpu"]!["period"]!));
        Assert.Equal(99, (long)resources["pids"]!["limit"]!);
        Assert.StartsWith("/odagrun/test-", (string)spec["linux"]!["cgroupsPath"]!, StringComparison.Ordinal);
        Assert.Contains("/sys/fs/cgroup", Destinations(spec));
    }

    [Fact]
    public async Task Spec_OnControlGroupsWithoutSwap_LimitsMemoryOnly()
    {
        var spec = await WriteAsync(
            AsRoot, new CgroupPlan("/odagrun", "/sys/fs/cgroup/odagrun", CountsSwap: false), new PodLimits(MemoryBytes: 64 << 20));

        Assert.Null(spec["linux"]!["resources"]!["memory"]!["swap"]);
    }

    [Fact]
    public async Task Spec_InAUserNamespaceOfOneUser_NeedsNothingThatOnlyRootHas()
    {
        var spec = await WriteAsync(OneUser, cgroups: null, new PodLimits());

        Assert.Equal((0, 0), ((int)spec["process"]!["user"]!["uid"]!, (int)spec["process"]!["user"]!["gid"]!));
        Assert.Null(spec["linux"]!["cgroupsPath"]);
        Assert.DoesNotContain("/sys/fs/cgroup", Destinations(spec));
        var sys = spec["mounts"]!.AsArray().Single(mount => (string)mount!["destination"]! == "/sys")!;
        Assert.Contains("rbind", sys["options"]!.AsArray().Select(option => (string)option!));
        var terminals = spec["mounts"]!.AsArray().Single(mount => (string)mount!["destination"]! == "/dev/pts")!;
        Assert.DoesNotContain("gid=5", terminals["options"]!.AsArray().Select(option => (string)option!));
    }

    [Theory]
    [InlineData(null, 0, null)]
    [InlineData(0, 0, null)]
    [InlineData(2000, 2000, 0)]
    public async Task Spec_ForAUserOfTheJobs_KeepsGroupZero(int? group, int expected, int? further)
    {
        var user = (await WriteAsync(AsRoot, cgroups: null, new PodLimits(), new PodUser(1234, group)))["process"]!["user"]!;

        Assert.Equal((1234, expected, further), ((int)user["uid"]!, (int)user["gid"]!, (int?)user["additionalGids"]?[0]));
    }

    [Fact]
    public async Task Spec_ForAUserThatTheNamespaceDoesNotHave_IsRefused()
    {
        var refused = await Assert.ThrowsAsync<PodStartException>(
            () => WriteAsync(OneUser, cgroups: null, new PodLimits(), new PodUser(1234)));

        Assert.Equal(PodFailure.Configuration, refused.Failure);
        Assert.Contains("image:docker", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<JsonNode> WriteAsync(RunMode mode, CgroupPlan? cgroups, PodLimits limits, PodUser? user = null)
    {
        using var directory = WorkDirectory.Create("bundle");
        var request = PodLab.Request(Image, limits: limits) with { User = user };
        var pod = new PodPaths(request.Job, directory.Path, directory.File("signals"), directory.File("runc"));
        var image = new PulledImage(new ContainerConfig { Entrypoint = ["/bin/true"] }, []);
        var writer = new BundleWriter(Options.Create(new RuncOptions { Directory = directory.Path }));
        await writer.WriteAsync(pod, request, image, mode, cgroups, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await File.ReadAllTextAsync(pod.RuntimeConfig, TestContext.Current.CancellationToken))!;
    }

    private static IEnumerable<string> Destinations(JsonNode spec) =>
        spec["mounts"]!.AsArray().Select(mount => (string)mount!["destination"]!);
}
