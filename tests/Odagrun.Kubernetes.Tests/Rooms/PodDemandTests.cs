using Odagrun.Kubernetes.Rooms;

namespace Odagrun.Kubernetes.Tests.Rooms;

public sealed class PodDemandTests
{
    [Fact]
    public void Of_SeveralContainers_IsTheirSum()
    {
        var demand = PodDemand.Of(Pods.Of(Pods.Container("cpu=500m memory=1Gi", "cpu=1"), Pods.Container("cpu=250m", name: "svc-0")), []);

        Assert.Equal("750m", demand.Find("requests.cpu")!.Value.Describe("cpu"));
        Assert.Equal("750m", demand.Find("cpu")!.Value.Describe("cpu"));
        Assert.Equal("1", demand.Find("limits.cpu")!.Value.Describe("cpu"));
        Assert.Equal("1Gi", demand.Find("memory")!.Value.Describe("memory"));
        Assert.Null(demand.Find("limits.memory"));
        Assert.Equal("1", demand.Find("count/jobs.batch")!.Value.ToString());
    }

    [Fact]
    public void Of_InitContainers_CountsTheLargestAndAddsSidecars()
    {
        var pod = Pods.Of(Pods.Container("cpu=1"));
        pod.InitContainers =
        [
            Pods.Container("cpu=3", name: "first"), Pods.Container("cpu=2", name: "side", restartPolicy: "Always"),
            Pods.Container("cpu=1500m", name: "second"),
        ];
        Assert.Equal("3.5", PodDemand.Of(pod, []).Find("cpu")!.Value.Describe("cpu"));

        pod.InitContainers[2].Resources.Requests.Clear();
        Assert.Equal("3", PodDemand.Of(pod, []).Find("cpu")!.Value.Describe("cpu"));
    }

    [Fact]
    public void Of_Overhead_IsAdded()
    {
        var pod = Pods.Of(Pods.Container("cpu=1"));
        pod.Overhead = Pods.Container("cpu=250m").Resources.Requests;

        Assert.Equal("1.25", PodDemand.Of(pod, []).Find("cpu")!.Value.Describe("cpu"));
    }

    [Fact]
    public void Of_LimitWithoutRequest_IsItsRequest() =>
        Assert.Equal("2", PodDemand.Of(Pods.Of(Pods.Container("", "cpu=2")),
            [.. LimitRule.Of(Pods.Range("Container", defaultRequests: "cpu=100m"))]).Find("requests.cpu")!.Value.Describe("cpu"));

    [Fact]
    public void Of_LimitRangeDefaults_FillWhatLacks()
    {
        LimitRule[] rules = [.. LimitRule.Of(
            Pods.Range("Container", defaults: "cpu=1 memory=512Mi", defaultRequests: "cpu=100m memory=128Mi"))];

        var demand = PodDemand.Of(Pods.Of(Pods.Container("memory=256Mi"), Pods.Container("cpu=200m", name: "svc-0")), rules);

        Assert.Equal("300m", demand.Find("requests.cpu")!.Value.Describe("cpu"));
        Assert.Equal("384Mi", demand.Find("requests.memory")!.Value.Describe("memory"));
        Assert.Equal("2", demand.Find("limits.cpu")!.Value.Describe("cpu"));
        Assert.Equal("1Gi", demand.Find("limits.memory")!.Value.Describe("memory"));
    }
}
