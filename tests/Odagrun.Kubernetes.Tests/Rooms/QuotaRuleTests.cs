using k8s.Models;
using Odagrun.Kubernetes.Rooms;

namespace Odagrun.Kubernetes.Tests.Rooms;

public sealed class QuotaRuleTests
{
    [Theory]
    [InlineData("cpu=500m", "requests.cpu=4", "requests.cpu=3500m", RoomResult.Fits, null)]
    [InlineData("cpu=500m", "cpu=4", "cpu=3800m", RoomResult.FitsLater, "needs 500m of CPU: the quota 'ci' allows 4, 3.8 are used")]
    [InlineData(
        "cpu=6", "requests.cpu=4", "", RoomResult.NeverFits, "the pod needs 6 of CPU, and the quota 'ci' allows 4 for all pods together")]
    [InlineData("memory=1Gi", "memory=4Gi", "memory=3073Mi", RoomResult.FitsLater,
        "needs 1Gi of memory: the quota 'ci' allows 4Gi, 3073Mi are used")]
    [InlineData("cpu=1", "pods=2", "pods=2", RoomResult.FitsLater, "needs a place for its pod: the quota 'ci' allows 2, 2 are used")]
    [InlineData("cpu=1", "count/jobs.batch=5", "count/jobs.batch=5", RoomResult.FitsLater,
        "needs a place for its Job: the quota 'ci' allows 5, 5 are used")]
    [InlineData("cpu=1", "pods=0", "", RoomResult.NeverFits, "the pod needs 1 of pods, and the quota 'ci' allows 0 for all pods together")]
    [InlineData("cpu=1", "secrets=5 services=0 requests.nvidia.com/gpu=0", "secrets=5", RoomResult.Fits, null)]
    [InlineData("nvidia.com/gpu=1", "requests.nvidia.com/gpu=2", "requests.nvidia.com/gpu=2", RoomResult.FitsLater,
        "needs 1 of nvidia.com/gpu: the quota 'ci' allows 2, 2 are used")]
    [InlineData("ephemeral-storage=1Gi", "requests.ephemeral-storage=512Mi", "", RoomResult.NeverFits,
        "the pod needs 1Gi of disk (ephemeral-storage), and the quota 'ci' allows 512Mi for all pods together")]
    [InlineData(
        "cpu=1", "limits.memory=1Gi", "", RoomResult.NeverFits,
        "the quota 'ci' counts limits.memory, and the container 'job' says none: set it in Odagrun:Pods, or give the namespace a LimitRange with defaults")]
    public void Check_AgainstAQuota_SaysWhatIsLacking(string requests, string hard, string used, object result, string? sentence)
    {
        var pod = Pods.Of(Pods.Container(requests));
        var demand = PodDemand.Of(pod, []);

        var room = QuotaRule.Of(Pods.Quota(hard, used), pod, demand, [])!.Check(demand);

        Assert.Equal(new Room((RoomResult)result, sentence), room);
    }

    [Theory]
    [InlineData("requests.cpu=4", "requests.cpu=1", 6)]
    [InlineData("requests.cpu=4 pods=10", "requests.cpu=1 pods=6", 4)]
    [InlineData("requests.cpu=4 secrets=10", "requests.cpu=1 secrets=9", 1)]
    [InlineData("requests.cpu=1", "requests.cpu=5", 0)]
    [InlineData("requests.cpu=1", "requests.cpu=600m", 0)]
    [InlineData("services=1", "services=1", null)]
    public void Count_OfSuchPods_IsTheLeastOfAllBounds(string hard, string used, int? expected)
    {
        var pod = Pods.Of(Pods.Container("cpu=500m"));
        var demand = PodDemand.Of(pod, []);

        Assert.Equal(expected, QuotaRule.Of(Pods.Quota(hard, used), pod, demand, [])!.Count(demand));
    }

    [Theory]
    [InlineData("Terminating", 60, "cpu=1", true)]
    [InlineData("Terminating", null, "cpu=1", false)]
    [InlineData("NotTerminating", 60, "cpu=1", false)]
    [InlineData("NotTerminating", null, "cpu=1", true)]
    [InlineData("BestEffort", null, "cpu=1", false)]
    [InlineData("BestEffort", null, "", true)]
    [InlineData("NotBestEffort", null, "cpu=1", true)]
    [InlineData("OfTheFuture", null, "cpu=1", false)]
    public void Of_AScopedQuota_CountsOnlyThePodsItCovers(string scope, int? deadline, string requests, bool covers)
    {
        var pod = Pods.Of(Pods.Container(requests));
        pod.ActiveDeadlineSeconds = deadline;

        Assert.Equal(covers, QuotaRule.Of(Pods.Quota("pods=1", "", scope), pod, PodDemand.Of(pod, []), []) is not null);
    }

    [Theory]
    [InlineData("In", "high", true)]
    [InlineData("In", null, false)]
    [InlineData("NotIn", "low", true)]
    [InlineData("Exists", "low", true)]
    [InlineData("DoesNotExist", "low", false)]
    public void Of_AQuotaOfAPriorityClass_CountsOnlyItsPods(string verb, string? name, bool covers)
    {
        var pod = Pods.Of(Pods.Container("cpu=1"));
        pod.PriorityClassName = name;
        var quota = Pods.Quota("pods=1");
        quota.Spec.ScopeSelector = new V1ScopeSelector
        {
            MatchExpressions = [new V1ScopedResourceSelectorRequirement
            {
                ScopeName = "PriorityClass",
                OperatorProperty = verb,
                Values = ["high"],
            }],
        };

        Assert.Equal(covers, QuotaRule.Of(quota, pod, PodDemand.Of(pod, []), []) is not null);
    }
}
