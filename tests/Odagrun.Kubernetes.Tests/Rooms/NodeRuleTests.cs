using Odagrun.Kubernetes.Rooms;

namespace Odagrun.Kubernetes.Tests.Rooms;

public sealed class NodeRuleTests
{
    [Theory]
    [InlineData("cpu=4", null)]
    [InlineData("cpu=1 memory=16Gi", null)]
    [InlineData("cpu=8", "the pod needs 8 of CPU, and no node has that beside the rest of what it needs: the largest has 4")]
    [InlineData("cpu=4 memory=16Gi", "the pod needs 4 of CPU, and no node has that beside the rest of what it needs: the largest has 4")]
    [InlineData("cpu=1 nvidia.com/gpu=1",
        "the pod needs 1 of nvidia.com/gpu, and no node has that beside the rest of what it needs: the largest has 0")]
    public void Problem_OfAPod_IsThatNoNodeIsEverLargeEnough(string requests, string? expected)
    {
        var pod = Pods.Of(Pods.Container(requests));
        NodeRule[] nodes = [NodeRule.Of(Pods.Node("cpu=2 memory=16Gi")), NodeRule.Of(Pods.Node("cpu=4 memory=4Gi"))];

        Assert.Equal(expected, NodeRule.Problem(nodes, pod, PodDemand.Of(pod, [])));
    }

    [Fact]
    public void Problem_OfANodeSelector_IsThatNoNodeHasTheLabel()
    {
        var pod = Pods.Of(Pods.Container("cpu=1"));
        pod.NodeSelector = new Dictionary<string, string> { ["zone"] = "b" };

        Assert.Contains(
            "zone=b", NodeRule.Problem([NodeRule.Of(Pods.Node("cpu=2", "zone=a"))], pod, PodDemand.Of(pod, [])), StringComparison.Ordinal);
        Assert.Null(NodeRule.Problem([NodeRule.Of(Pods.Node("cpu=2", "zone=b"))], pod, PodDemand.Of(pod, [])));
    }

    [Fact]
    public void Problem_WithoutNodes_IsNone()
    {
        var pod = Pods.Of(Pods.Container("cpu=1000"));

        Assert.Null(NodeRule.Problem([], pod, PodDemand.Of(pod, [])));
    }
}
