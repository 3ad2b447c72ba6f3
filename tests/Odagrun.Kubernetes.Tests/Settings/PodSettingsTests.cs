using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using Odagrun.Kubernetes.Settings;
using Odagrun.Kubernetes.Tests.Manifests;

namespace Odagrun.Kubernetes.Tests.Settings;

public sealed class PodSettingsTests
{
    [Fact]
    public void Pods_WithEveryTheme_AreMadeSo()
    {
        var options = PodSettings.Read(PodSettings.EveryTheme);

        var job = ManifestRig.Build(ManifestRig.Request with { Services = [ManifestRig.Service(0, "db", "db")] }, options);

        var pod = ManifestRig.Pod(job);
        Equal("""{"requests":{"cpu":"500m"},"limits":{"memory":"2Gi"}}""", pod["containers"]![0]!["resources"]);
        Equal("""{"kubernetes.io/arch":"amd64","pool":"ci"}""", pod["nodeSelector"]);
        Equal("""[{"key":"ci","operator":"Equal","value":"true","effect":"NoSchedule"}]""", pod["tolerations"]);
        Assert.Equal(
            "gpu",
            pod["affinity"]!["nodeAffinity"]!["requiredDuringSchedulingIgnoredDuringExecution"]!["nodeSelectorTerms"]![0]!["matchExpressions"]![0]!["key"].Text());
        Assert.Equal(("ci-low", "gvisor", "bin-packer", "ci", "true"), (
            pod["priorityClassName"].Text(), pod["runtimeClassName"].Text(), pod["schedulerName"].Text(), pod["serviceAccountName"].Text(),
            pod["hostNetwork"].Text()));
        Equal("""[{"name":"extra"},{"name":"odagrun-odagrun-pull"}]""", pod["imagePullSecrets"]);
        Equal(
            """{"runAsNonRoot":true,"runAsUser":2000,"runAsGroup":0,"fsGroup":0,"supplementalGroups":[10,20],"seccompProfile":{"type":"RuntimeDefault"}}""", pod["securityContext"]);
        Equal("""{"nameservers":["10.0.0.10"],"searches":["ci.local"],"options":[{"name":"ndots","value":"2"},{"name":"edns0"}]}""",
            pod["dnsConfig"]);
        Equal("""[{"ip":"127.0.0.1","hostnames":["db"]},{"ip":"10.0.0.7","hostnames":["git.example.com","git"]}]""", pod["hostAliases"]);
        Equal("""{"name":"cache","persistentVolumeClaim":{"claimName":"ci-cache"}}""", Volume(pod, "cache"));
        Equal("""{"name":"tmp","emptyDir":{"medium":"Memory","sizeLimit":"1Gi"}}""", Volume(pod, "tmp"));
        Equal("""{"name":"certs","configMap":{"name":"ca"}}""", Volume(pod, "certs"));
        Equal("""{"name":"csi","csi":{"driver":"secrets-store.csi.k8s.io","volumeAttributes":{"secretProviderClass":"vault"}}}""",
            Volume(pod, "csi"));
        Equal("""{"name":"cache","mountPath":"/cache","subPath":"a"}""", Mount(pod["containers"]![0]!, "cache"));
        Equal("""{"name":"certs","mountPath":"/certs","readOnly":true}""", Mount(pod["containers"]![0]!, "certs"));
        Assert.Equal(["odagrun-service-0", "odagrun-services", "tmp"],
            pod["initContainers"]![0]!["volumeMounts"]!.AsArray().Select(mount => mount!["name"].Text()));
        Assert.Equal(("660", "10", "86400"), (pod["activeDeadlineSeconds"].Text(), pod["terminationGracePeriodSeconds"].Text(),
            job["spec"]!["ttlSecondsAfterFinished"].Text()));
        Assert.Equal("core", job["metadata"]!["labels"]!["team"].Text());
        Assert.Equal("hello world", job["metadata"]!["annotations"]!["example.com/note"].Text());
    }

    [Theory]
    [InlineData("Sizes:Job:Cpu:Request", "half", "Odagrun:Pods:Sizes:Job:Cpu:Request is 'half': give an amount such as 500m or 2")]
    [InlineData("Sizes:Jobs:Cpu:Request", "1", "Odagrun:Pods:Sizes:Jobs is not known: known here are Job, Pod, Service")]
    [InlineData("Sizes:Pod:EphemeralStorage:Limit", "1Gi", "Odagrun:Pods:Sizes:Pod:EphemeralStorage is not known")]
    [InlineData("Scheduling:NodeSelector", "amd64", "Odagrun:Pods:Scheduling:NodeSelector has 'amd64': write key=value")]
    [InlineData("Scheduling:NodeSelector:a b", "x", "Odagrun:Pods:Scheduling:NodeSelector has 'a b=x': key and value are at most 63")]
    [InlineData("Scheduling:NodeSelectorOverwriteAllowed", "(",
        "Odagrun:Pods:Scheduling:NodeSelectorOverwriteAllowed is '(': give a regular expression")]
    [InlineData("Scheduling:Tolerations", "a=b:Never", "Odagrun:Pods:Scheduling:Tolerations has 'a=b:Never': write key=value:effect")]
    [InlineData("Scheduling:Affinity", "nodes", "Odagrun:Pods:Scheduling:Affinity can't be read: give JSON")]
    [InlineData("Scheduling:PriorityClass", "CI Low", "Odagrun:Pods:Scheduling:PriorityClass is 'CI Low': give the object's name")]
    [InlineData("Metadata:Labels", "odagrun.io/job=x", "that one is ours")]
    [InlineData("Identity:FsGroup", "wheel", "Odagrun:Pods:Identity:FsGroup is 'wheel': give a whole number")]
    [InlineData("Identity:SupplementalGroups", "1,x", "Odagrun:Pods:Identity:SupplementalGroups has 'x': give numbers")]
    [InlineData("Identity:PullSecrets", "A_B", "Odagrun:Pods:Identity:PullSecrets has 'A_B': give names of Secrets")]
    [InlineData("Network:DnsPolicy", "Cluster", "Odagrun:Pods:Network:DnsPolicy is 'Cluster': give one of ClusterFirst")]
    [InlineData("Network:DnsPolicy", "None", "Odagrun:Pods:Network:DnsPolicy is 'None' without Nameservers")]
    [InlineData("Network:Nameservers", "dns.local", "Odagrun:Pods:Network:Nameservers has 'dns.local': give IP addresses")]
    [InlineData("Network:HostAliases", "git.example.com", "Odagrun:Pods:Network:HostAliases has 'git.example.com': write address=name")]
    [InlineData("Life:DeadlineGrace", "soon", "Odagrun:Pods:Life:DeadlineGrace is 'soon': give a time")]
    [InlineData("Patch", "{", "Odagrun:Pods:Patch is no JSON")]
    [InlineData(
        "Patch", """{"hostNetwrk":true}""",
        "Odagrun:Pods:Patch can't be used: the runner's setting Odagrun:Pods:Patch (strategic) can't be applied to the pod: a pod has no field '/hostNetwrk'")]
    [InlineData("PatchType", "xml", "Odagrun:Pods:PatchType is 'xml': give strategic, merge or json")]
    public void Start_WithOneWrongSetting_NamesKeyValueAndRemedy(string key, string value, string expected)
    {
        var error = Assert.Single(Assert.Throws<OptionsValidationException>(() => Read((key, value))).Failures);

        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Odagrun:Pods:Volumes:v:HostPath is '/data': jobs could then read and change the node", "HostPath=/data", "MountPath=/v")]
    [InlineData("Odagrun:Pods:Volumes:v:MountPath is not set", "Claim=c")]
    [InlineData("Odagrun:Pods:Volumes:v:* is nothing: set exactly one of EmptyDir, Claim", "MountPath=/v")]
    [InlineData("Odagrun:Pods:Volumes:v:* is Claim and Secret: set exactly one", "MountPath=/v", "Claim=c", "Secret=s")]
    [InlineData("Odagrun:Pods:Volumes:v:MountPath is '/.odagrun/bin': give an absolute path", "MountPath=/.odagrun/bin", "Claim=c")]
    [InlineData("Odagrun:Pods:Volumes:v:EmptyDir:Medium is 'Disk': give Memory", "MountPath=/v", "EmptyDir:Medium=Disk")]
    [InlineData("Odagrun:Pods:Volumes:v:Csi:Driver is not set: name the CSI driver", "MountPath=/v", "Csi:FsType=ext4")]
    [InlineData("Odagrun:Pods:Volumes:v:Size is not known", "MountPath=/v", "Claim=c", "Size=1Gi")]
    public void Start_WithAWrongVolume_NamesKeyAndRemedy(string expected, params string[] settings)
    {
        var volume = settings.Select(setting => setting.Split('=', 2)).Select(pair => ("Volumes:v:" + pair[0], pair[1])).ToArray();

        var error = Assert.Single(Assert.Throws<OptionsValidationException>(() => Read(volume)).Failures);

        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_WithHostPathAllowed_TakesIt()
    {
        var options = Read(("Volumes:AllowHostPath", "true"), ("Volumes:v:HostPath", "/data"), ("Volumes:v:MountPath", "/v"));

        Assert.Equal("/data", Assert.Single(options.Volumes).Volume.HostPath.Path);
    }

    [Fact]
    public void Start_WithWrongSettingsOfManyThemes_NamesAll()
    {
        var failures = Assert.Throws<OptionsValidationException>(() => Read(
            ("Sizes:Job:Cpu:Request", "x"), ("Scheduling:Tolerations", "="), ("Life:FinishedTtl", "00:00:01"),
            ("Volumes:Bad_Name:Claim", "c"))).Failures;

        Assert.Equal(5, failures.Count());
    }

    private static KubernetesPodOptions Read(params (string Key, string Value)[] settings) => PodSettings.Read(settings);

    private static JsonNode? Volume(JsonNode pod, string name) =>
        pod["volumes"]!.AsArray().Single(volume => volume!["name"].Text() == name);

    private static JsonNode? Mount(JsonNode container, string name) =>
        container["volumeMounts"]!.AsArray().Single(mount => mount!["name"].Text() == name);

    private static void Equal(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"expected {expected}, got {actual?.ToJsonString()}");
}
