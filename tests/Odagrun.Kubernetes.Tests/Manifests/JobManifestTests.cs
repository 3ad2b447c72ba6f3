using System.Text.Json.Nodes;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Kubernetes.Manifests;
using Odagrun.Kubernetes.Settings;
using Odagrun.Oci.Registry;

namespace Odagrun.Kubernetes.Tests.Manifests;

public sealed class JobManifestTests
{
    [Fact]
    public void Build_PlainJob_RunsOnceAndEnds()
    {
        var job = ManifestRig.Build();

        Assert.Equal("odagrun-demo-42", job["metadata"]!["name"].Text());
        Assert.Equal(
            ("0", "1", "1", "3600", "4500"),
            (job["spec"]!["backoffLimit"].Text(), job["spec"]!["completions"].Text(), job["spec"]!["parallelism"].Text(),
                job["spec"]!["ttlSecondsAfterFinished"].Text(), job["spec"]!["activeDeadlineSeconds"].Text()));
        Assert.Equal("900", ManifestRig.Pod(job)["activeDeadlineSeconds"].Text());
        Assert.Equal("Never", ManifestRig.Pod(job)["restartPolicy"].Text());
    }

    [Fact]
    public void Build_PlainJob_IsRestricted()
    {
        var pod = ManifestRig.Pod(ManifestRig.Build());

        Assert.Equal("false", pod["automountServiceAccountToken"].Text());
        Assert.Equal("false", pod["enableServiceLinks"].Text());
        AssertJson("""{"runAsNonRoot":true,"runAsUser":1001,"runAsGroup":0,"seccompProfile":{"type":"RuntimeDefault"}}""",
            pod["securityContext"]!);
        AssertJson("""{"allowPrivilegeEscalation":false,"runAsNonRoot":true,"capabilities":{"drop":["ALL"]}}""",
            pod["containers"]![0]!["securityContext"]!);
    }

    [Fact]
    public void Build_WithUsersOfTheirOwn_RunsThemSoAndLeavesThemGroupZero()
    {
        var request = ManifestRig.Request with
        {
            User = new PodUser(1234),
            Services = [ManifestRig.Service(0, "db") with { User = new PodUser(70, 71) }],
        };
        var options = new KubernetesPodOptions { Identity = new IdentityOptions { SupplementalGroups = [20] } };

        var pod = ManifestRig.Pod(ManifestRig.Build(request, options, ManifestRig.Old));

        var contexts = pod["containers"]!.AsArray().Select(container => container!["securityContext"]!).ToList();
        Assert.Equal(("1234", ""), (contexts[0]["runAsUser"].Text(), contexts[0]["runAsGroup"].Text()));
        Assert.Equal(("70", "71"), (contexts[1]["runAsUser"].Text(), contexts[1]["runAsGroup"].Text()));
        Assert.All(contexts, context => Assert.Equal("true", context["runAsNonRoot"].Text()));
        AssertJson("[20,0]", pod["securityContext"]!["supplementalGroups"]!);
        Assert.Equal(("1001", "0"), (pod["securityContext"]!["runAsUser"].Text(), pod["securityContext"]!["runAsGroup"].Text()));
    }

    [Fact]
    public void Build_WhereTheClusterAssignsUids_NamesNone()
    {
        var pod = ManifestRig.Pod(ManifestRig.Build(features: ManifestRig.New with { AssignsUserIds = true }));

        Assert.Null(pod["securityContext"]!["runAsUser"]);
        Assert.Equal("true", pod["securityContext"]!["runAsNonRoot"].Text());
    }

    [Fact]
    public void Build_PlainJob_ReadsEnvelopeAsFileAndKeyAsVariable()
    {
        var pod = ManifestRig.Pod(ManifestRig.Build());

        AssertJson(
            """[{"name":"ODAGRUN_JOB_KEY","valueFrom":{"secretKeyRef":{"name":"odagrun-demo-42","key":"key"}}},{"name":"ODAGRUN_JOB_NAME","value":"demo-42"},{"name":"ODAGRUN_JOB_GRACE","value":"30"}]""",
            pod["containers"]![0]!["env"]!);
        AssertJson(
            """[{"name":"odagrun-job","secret":{"secretName":"odagrun-demo-42","defaultMode":288,"items":[{"key":"envelope","path":"envelope"}]}}]""", pod["volumes"]!);
        AssertJson("""[{"name":"odagrun-job","mountPath":"/.odagrun/job","readOnly":true}]""", pod["containers"]![0]!["volumeMounts"]!);
    }

    [Fact]
    public void Build_WithWishes_TellsTheExecutorWhatBecameOfThem()
    {
        var request = ManifestRig.Request with
        {
            Overwrites = new Dictionary<string, string> { ["KUBERNETES_CPU_LIMIT"] = "3", ["KUBERNETES_BEARER_TOKEN"] = "set" },
        };

        var notes = ManifestRig.Pod(ManifestRig.Build(request))["containers"]![0]!["env"]!.AsArray()
            .Single(variable => variable!["name"].Text() == "ODAGRUN_JOB_NOTES");

        Assert.Equal(
            "KUBERNETES_CPU_LIMIT is ignored: the runner does not allow it (Odagrun:Pods:Sizes:Job:Cpu:LimitOverwriteMax is not set).\n"
            + "KUBERNETES_BEARER_TOKEN is ignored: pods are made with the runner's own account.",
            notes!["value"].Text());
    }

    [Fact]
    public void Build_EnvelopeTooLargeForOneSecret_MountsItsPiecesSideBySide()
    {
        var volume = ManifestRig.Pod(ManifestRig.Build(ManifestRig.Request with { Envelope = new byte[1_500_000] }))["volumes"]![0]!;

        var sources = volume["projected"]!["sources"]!.AsArray();
        Assert.Equal(2, sources.Count);
        Assert.All(sources, (source, index) =>
        {
            Assert.Matches($"^odagrun-demo-42\\.[0-9a-f]{{16}}\\.{index}$", source!["secret"]!["name"]!.Text());
            AssertJson($$"""[{"key":"envelope.{{index}}","path":"envelope.{{index}}"}]""", source["secret"]!["items"]!);
        });
    }

    [Fact]
    public void Build_WithNamesFromTheUser_HasValidLabelsAndFullAnnotations()
    {
        var job = ManifestRig.Build();

        foreach (var metadata in new[] { job["metadata"]!, job["spec"]!["template"]!["metadata"]! })
        {
            var labels = metadata["labels"]!.AsObject();
            Assert.All(
                labels, label => Assert.True(LabelSyntax.IsKey(label.Key) && LabelSyntax.IsValue(label.Value.Text()), label.ToString()));
            Assert.Equal(("odagrun", "odagrun", "demo-42"), (
                labels[ObjectLabels.ManagedBy].Text(), labels[ObjectLabels.Installation].Text(), labels[ObjectLabels.Job].Text()));
            Assert.Equal("group-sub-group-projekt", labels["odagrun.io/project"].Text());
            Assert.Equal("group/sub group/projekt-ü", metadata["annotations"]!["odagrun.io/project"].Text());
            Assert.Equal(ManifestRig.Request.Subject.Ref, metadata["annotations"]!["odagrun.io/ref"].Text());
            Assert.Equal("unit tests: [a, b]", metadata["annotations"]!["odagrun.io/job-name"].Text());
        }
    }

    [Fact]
    public void Build_WithALoginForTheRegistry_NamesTheInstallationsPullSecret()
    {
        var pod = ManifestRig.Pod(ManifestRig.Build());
        var anonymous = ManifestRig.Pod(ManifestRig.Build(ManifestRig.Request with { PullCredentials = RegistryCredentials.Anonymous }));

        AssertJson("""[{"name":"odagrun-odagrun-pull"}]""", pod["imagePullSecrets"]!);
        Assert.Null(anonymous["imagePullSecrets"]);
    }

    [Fact]
    public void Build_WithEverything_HasNoSecretInIt()
    {
        var key = JobKey.Create();
        var request = ManifestRig.Request with
        {
            Key = key,
            Envelope = "sealed-envelope-bytes"u8.ToArray(),
            Services = [ManifestRig.Service(0, "postgres", "db"), ManifestRig.Service(1, "redis", "cache")],
        };

        foreach (var features in new[] { ManifestRig.Old, ManifestRig.New })
        {
            var text = ManifestRig.Build(request, features: features).ToJsonString();

            string[] secrets =
            [
                key.ToBase64(), key.Derive("service-0").ToBase64(), "pull-password", "sealed-envelope-bytes",
                Convert.ToBase64String("sealed-envelope-bytes"u8),
            ];
            Assert.All(secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Build_OnANewCluster_SaysByWhichRuleItFails()
    {
        var rules = ManifestRig.Build()["spec"]!["podFailurePolicy"]!["rules"]!;

        AssertJson(
            """
            [{"action":"FailJob","onPodConditions":[{"type":"DisruptionTarget","status":"True"}]},
             {"action":"FailJob","onExitCodes":{"containerName":"executor","operator":"NotIn","values":[0]}}]
            """,
            rules);
        Assert.Null(ManifestRig.Build(features: ManifestRig.Old)["spec"]!["podFailurePolicy"]);
    }

    [Fact]
    public void Build_WithServicesOnANewCluster_HasSidecars()
    {
        var pod = ManifestRig.Pod(ManifestRig.Build(WithServices()));

        Assert.Single(pod["containers"]!.AsArray());
        Assert.Equal(["db", "service-1"], pod["initContainers"]!.AsArray().Select(container => container!["name"].Text()));
        Assert.All(pod["initContainers"]!.AsArray(), container => Assert.Equal("Always", container!["restartPolicy"].Text()));
    }

    [Fact]
    public void Build_WithServicesOnAnOldCluster_HasPlainContainers()
    {
        var pod = ManifestRig.Pod(ManifestRig.Build(WithServices(), features: ManifestRig.Old));

        Assert.Equal(["executor", "db", "service-1"], pod["containers"]!.AsArray().Select(container => container!["name"].Text()));
        Assert.All(pod["containers"]!.AsArray(), container => Assert.Null(container!["restartPolicy"]));
        Assert.Null(pod["initContainers"]);
    }

    [Fact]
    public void Build_WithServices_GivesEachItsOwnPartAndAllOneFolder()
    {
        var pod = ManifestRig.Pod(ManifestRig.Build(WithServices(), features: ManifestRig.Old));
        var second = pod["containers"]![2]!;

        Assert.Equal("key.service-1", second["env"]![0]!["valueFrom"]!["secretKeyRef"]!["key"].Text());
        AssertJson(
            """[{"name":"odagrun-service-1","mountPath":"/.odagrun/job","readOnly":true},{"name":"odagrun-services","mountPath":"/.odagrun/services"}]""",
            second["volumeMounts"]!);
        Assert.Equal("odagrun-services", pod["containers"]![0]!["volumeMounts"]![1]!["name"].Text());
        AssertJson(
            """{"name":"odagrun-service-1","secret":{"secretName":"odagrun-demo-42","defaultMode":288,"items":[{"key":"service-1","path":"envelope"}]}}""",
            pod["volumes"]![2]!);
        AssertJson("""{"name":"odagrun-services","emptyDir":{}}""", pod["volumes"]![3]!);
        AssertJson("""[{"ip":"127.0.0.1","hostnames":["db","postgres","group-cache"]}]""", pod["hostAliases"]!);
    }

    [Theory]
    [InlineData("1", "20", false, false, false, false)]
    [InlineData("1", "26", false, true, false, false)]
    [InlineData("1", "29+", true, true, false, false)]
    [InlineData("1", "33", true, true, true, false)]
    [InlineData("1", "34", true, true, true, true)]
    [InlineData(null, "", false, false, false, false)]
    public void Features_ByVersion_AreThoseOnByDefault(
        string? major, string? minor, bool sidecars, bool failurePolicy, bool userNamespaces, bool podResources)
    {
        var features = ClusterFeatures.Of(major, minor, ["apps", "batch"]);

        Assert.Equal(
            (sidecars, failurePolicy, userNamespaces, podResources),
            (features.Sidecars, features.PodFailurePolicy, features.UserNamespaces, features.PodResources));
        Assert.False(features.AssignsUserIds);
        Assert.True(ClusterFeatures.Of("1", "27", ["security.openshift.io"]).AssignsUserIds);
    }

    private static PodRequest WithServices() => ManifestRig.Request with
    {
        Services = [ManifestRig.Service(0, "db", "db", "postgres"), ManifestRig.Service(1, "db", "postgres", "group-cache")],
    };

    private static void AssertJson(string expected, JsonNode actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {expected}, got {actual.ToJsonString()}");
}
