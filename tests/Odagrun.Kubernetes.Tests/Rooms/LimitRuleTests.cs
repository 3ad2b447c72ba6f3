using Odagrun.Kubernetes.Rooms;

namespace Odagrun.Kubernetes.Tests.Rooms;

public sealed class LimitRuleTests
{
    [Theory]
    [InlineData("Container", "cpu=1", "cpu=1", "", "cpu=2", null)]
    [InlineData("Container", "cpu=1", "cpu=4", "", "cpu=2",
        "the container 'job' asks for 4 of CPU, and the LimitRange 'sizes' allows a container at most 2")]
    [InlineData("Container", "cpu=3", "", "", "cpu=2",
        "the container 'job' has no limit of CPU, and the LimitRange 'sizes' allows a container at most 2")]
    [InlineData("Container", "cpu=50m", "", "cpu=100m", "",
        "the container 'job' asks for 50m of CPU, and the LimitRange 'sizes' wants at least 100m of a container")]
    [InlineData("Container", "", "", "memory=1Mi", "",
        "the container 'job' asks for nothing of memory, and the LimitRange 'sizes' wants at least 1Mi of a container")]
    [InlineData("Pod", "cpu=1", "cpu=3", "", "cpu=5", "the pod asks for 6 of CPU, and the LimitRange 'sizes' allows a pod at most 5")]
    [InlineData("PersistentVolumeClaim", "cpu=1", "", "storage=1Gi", "", null)]
    public void Problem_OfAPod_NamesWhoAndTheNumbers(string type, string requests, string limits, string min, string max, string? expected)
    {
        var pod = Pods.Of(Pods.Container(requests, limits), Pods.Container(requests, limits, name: "svc-0"));

        Assert.Equal(expected, LimitRule.Of(Pods.Range(type, min, max)).Single().Problem(PodDemand.Of(pod, [])));
    }
}
