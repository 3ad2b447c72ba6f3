using System.Text.RegularExpressions;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Tests.Manifests.Overwriting;

/// <summary>The rules of executors/kubernetes/overwrites.go of GitLab Runner 19.4, and what we say about them.</summary>
public sealed class OverwritesTests
{
    private static readonly KubernetesPodOptions Generous = new()
    {
        Sizes = new SizeOptions
        {
            Job = new ContainerSize
            {
                Cpu = Bound("500m", "1", "4", "4"),
                Memory = Bound("256Mi", "1Gi", "4Gi", "4Gi"),
                EphemeralStorage = Bound(null, "1Gi", null, "10Gi"),
            },
            Service = new ContainerSize { Memory = Bound("64Mi", "128Mi", "1Gi", "1Gi") },
            Pod = new ContainerSize { Cpu = Bound(null, null, "8", "8") },
        },
        Scheduling = new SchedulingOptions
        {
            NodeSelector = new Dictionary<string, string> { ["pool"] = "ci" },
            NodeSelectorOverwriteAllowed = new Regex("^(disk|arch)="),
            TolerationsOverwriteAllowed = new Regex("^ci"),
        },
        Metadata = new MetadataOptions { LabelsOverwriteAllowed = new Regex(".*"), AnnotationsOverwriteAllowed = new Regex(".*") },
        Identity = new IdentityOptions { ServiceAccountOverwriteAllowed = new Regex("^ci-") },
    };

    [Fact]
    public void Wishes_WithinTheLimits_AreObeyedAndSaid()
    {
        var wishes = Wishes(("KUBERNETES_CPU_REQUEST", "2"), ("KUBERNETES_CPU_LIMIT", "4000m"), ("KUBERNETES_MEMORY_LIMIT", "2Gi"));

        var pod = ManifestRig.Pod(ManifestRig.Build(wishes, Generous));
        var notes = ManifestRig.Try(wishes, Generous).Notes;

        var resources = pod["containers"]![0]!["resources"]!;
        Assert.Equal(("2", "4", "2Gi", "256Mi", "1Gi"), (
            resources["requests"]!["cpu"].Text(), resources["limits"]!["cpu"].Text(), resources["limits"]!["memory"].Text(),
            resources["requests"]!["memory"].Text(), resources["limits"]!["ephemeral-storage"].Text()));
        Assert.Equal(
            [
                "the job's CPU request is 2, as KUBERNETES_CPU_REQUEST asks.",
                "the job's CPU limit is 4000m, as KUBERNETES_CPU_LIMIT asks.",
                "the job's memory limit is 2Gi, as KUBERNETES_MEMORY_LIMIT asks.",
            ],
            notes);
    }

    [Theory]
    [InlineData("KUBERNETES_CPU_REQUEST", "5",
        "KUBERNETES_CPU_REQUEST is '5', more than the runner allows: Odagrun:Pods:Sizes:Job:Cpu:RequestOverwriteMax is 4")]
    [InlineData("KUBERNETES_MEMORY_LIMIT", "4097Mi",
        "KUBERNETES_MEMORY_LIMIT is '4097Mi', more than the runner allows: Odagrun:Pods:Sizes:Job:Memory:LimitOverwriteMax is 4Gi")]
    [InlineData("KUBERNETES_MEMORY_LIMIT", "lots", "KUBERNETES_MEMORY_LIMIT is 'lots', which is no amount")]
    [InlineData("KUBERNETES_MEMORY_LIMIT", "128Mi", "the job's memory request is 256Mi, more than its limit 128Mi")]
    [InlineData("KUBERNETES_NODE_SELECTOR_1", "pool=other", "KUBERNETES_NODE_SELECTOR_1 is 'pool=other', which the runner does not allow")]
    [InlineData("KUBERNETES_NODE_SELECTOR_1", "disk=", null)]
    [InlineData("KUBERNETES_POD_LABELS_1", "novalue", "KUBERNETES_POD_LABELS_1 is 'novalue'; write key=value")]
    [InlineData("KUBERNETES_POD_LABELS_1", "odagrun.io/job=x", "'odagrun.io/job' can't be overwritten")]
    [InlineData("KUBERNETES_POD_LABELS_1", "app.kubernetes.io/managed-by=x", "can't be overwritten")]
    [InlineData("KUBERNETES_NODE_TOLERATIONS_1", "ci=x:Sometimes", "write key=value:effect")]
    [InlineData("KUBERNETES_NODE_TOLERATIONS_1", "gpu:NoSchedule", "does not allow")]
    [InlineData("KUBERNETES_SERVICE_ACCOUNT_OVERWRITE", "admin",
        "KUBERNETES_SERVICE_ACCOUNT_OVERWRITE is 'admin', which the runner does not allow")]
    public void Wish_ThatIsNotAllowed_FailsTheJobWithVariableValueAndLimit(string variable, string value, string? expected)
    {
        var result = ManifestRig.Try(Wishes((variable, value)), Generous);

        Assert.Equal(expected is null, result.Job is not null);
        Assert.Contains(expected ?? "", result.Problem ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("KUBERNETES_CPU_REQUEST", "2", "Odagrun:Pods:Sizes:Job:Cpu:RequestOverwriteMax is not set")]
    [InlineData("KUBERNETES_NODE_SELECTOR_X", "a=b", "Odagrun:Pods:Scheduling:NodeSelectorOverwriteAllowed is not set")]
    [InlineData("KUBERNETES_SERVICE_ACCOUNT_OVERWRITE", "x", "Odagrun:Pods:Identity:ServiceAccountOverwriteAllowed is not set")]
    [InlineData("KUBERNETES_NAMESPACE_OVERWRITE", "x", "run in one namespace")]
    [InlineData("KUBERNETES_HELPER_MEMORY_LIMIT", "1Gi", "there is no helper container")]
    [InlineData("KUBERNETES_BEARER_TOKEN", "set", "the runner's own account")]
    public void Wish_ForWhatNobodyMayHave_IsIgnoredAndNoted(string variable, string value, string expected)
    {
        var plain = ManifestRig.Build(options: new KubernetesPodOptions()).ToJsonString();

        var result = ManifestRig.Try(Wishes((variable, value)), new KubernetesPodOptions());

        Assert.Contains(expected, Assert.Single(result.Notes), StringComparison.Ordinal);
        var job = ManifestRig.Build(Wishes((variable, value)), new KubernetesPodOptions());
        Assert.Equal(1, ManifestRig.Pod(job)["containers"]![0]!["env"]!.AsArray()
            .RemoveAll(entry => entry!["name"].Text() == ExecutorEnvironment.Notes));
        Assert.Equal(plain, job.ToJsonString());
    }

    [Fact]
    public void Wish_ThatIsEmpty_IsNone()
    {
        var result = ManifestRig.Try(Wishes(("KUBERNETES_CPU_REQUEST", ""), ("KUBERNETES_NODE_SELECTOR_A", "")), Generous);

        Assert.Empty(result.Notes);
        Assert.Null(result.Problem);
    }

    [Fact]
    public void Wishes_ForPlaceAndName_AreAddedToTheConfigured()
    {
        var job = ManifestRig.Build(
            Wishes(
                ("KUBERNETES_NODE_SELECTOR_A", "disk=ssd"),
                ("KUBERNETES_NODE_TOLERATIONS_A", "ci=gpu:NoSchedule"),
                ("KUBERNETES_NODE_TOLERATIONS_B", "ci"),
                ("KUBERNETES_POD_LABELS_A", "team=Core Team!"),
                ("KUBERNETES_POD_ANNOTATIONS_A", "note=a=b"),
                ("KUBERNETES_SERVICE_ACCOUNT_OVERWRITE", "ci-deploy")),
            Generous);

        var pod = ManifestRig.Pod(job);
        Assert.Equal("""{"disk":"ssd","pool":"ci"}""", pod["nodeSelector"]!.ToJsonString());
        Assert.Equal(
            """[{"effect":"NoSchedule","key":"ci","operator":"Equal","value":"gpu"},{"key":"ci","operator":"Exists"}]""",
            pod["tolerations"]!.ToJsonString());
        Assert.Equal("ci-deploy", pod["serviceAccountName"].Text());
        var metadata = job["spec"]!["template"]!["metadata"]!;
        Assert.Equal(("Core-Team", "a=b"), (metadata["labels"]!["team"].Text(), metadata["annotations"]!["note"].Text()));
    }

    [Fact]
    public void Wishes_ForServices_HoldForAllOrOne()
    {
        var request = Wishes(("KUBERNETES_SERVICE_MEMORY_LIMIT", "256Mi")) with
        {
            Services =
            [
                ManifestRig.Service(0, "db", "db"),
                ManifestRig.Service(1, "cache", "cache") with
                {
                    Overwrites = new Dictionary<string, string> { ["KUBERNETES_SERVICE_MEMORY_LIMIT"] = "512Mi" },
                },
            ],
        };

        var pod = ManifestRig.Pod(ManifestRig.Build(request, Generous));

        Assert.Equal(
            ["256Mi", "512Mi"], pod["initContainers"]!.AsArray().Select(container => container!["resources"]!["limits"]!["memory"].Text()));
    }

    [Fact]
    public void Wishes_ForTheWholePod_NeedANewCluster()
    {
        var request = Wishes(("KUBERNETES_POD_CPU_LIMIT", "8"));

        Assert.Equal("8", ManifestRig.Pod(ManifestRig.Build(request, Generous))["resources"]!["limits"]!["cpu"].Text());
        Assert.Contains("need Kubernetes 1.34 or newer, and this cluster is 1.20",
            ManifestRig.Try(request, Generous, ManifestRig.Old).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Limits_OfEveryLauncher_HoldWhereNoneIsSet()
    {
        var request = ManifestRig.Request with { Limits = new PodLimits(1L << 30, 1500) };

        var limits = ManifestRig.Pod(ManifestRig.Build(request))["containers"]![0]!["resources"]!["limits"]!;

        Assert.Equal("""{"cpu":"1500m","memory":"1073741824"}""", limits.ToJsonString());
    }

    private static PodRequest Wishes(params (string Name, string Value)[] wishes) =>
        ManifestRig.Request with { Overwrites = wishes.ToDictionary(wish => wish.Name, wish => wish.Value) };

    private static ResourceBound Bound(string? request, string? limit, string? requestMax, string? limitMax) =>
        new(Amount.TryParse(request), Amount.TryParse(limit), Amount.TryParse(requestMax), Amount.TryParse(limitMax));
}
