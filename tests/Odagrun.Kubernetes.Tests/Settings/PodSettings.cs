using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Tests.Settings;

/// <summary>Settings below <c>Odagrun:Pods</c>, read as an application reads them.</summary>
internal static class PodSettings
{
    /// <summary>Something of each theme.</summary>
    public static readonly (string Key, string Value)[] EveryTheme =
    [
        ("Sizes:Job:Cpu:Request", "500m"), ("Sizes:Job:Memory:Limit", "2Gi"),
        ("Scheduling:NodeSelector", "kubernetes.io/arch=amd64, pool=ci"), ("Scheduling:Tolerations", "ci=true:NoSchedule"),
        ("Scheduling:Affinity",
            """{"nodeAffinity":{"requiredDuringSchedulingIgnoredDuringExecution":{"nodeSelectorTerms":[{"matchExpressions":[{"key":"gpu","operator":"DoesNotExist"}]}]}}}"""),
        ("Scheduling:PriorityClass", "ci-low"), ("Scheduling:RuntimeClass", "gvisor"), ("Scheduling:Scheduler", "bin-packer"),
        ("Metadata:Labels:team", "core"), ("Metadata:Annotations", "example.com/note=hello world"),
        ("UserId", "2000"), ("Identity:FsGroup", "0"), ("Identity:SupplementalGroups", "10,20"), ("Identity:ServiceAccount", "ci"),
        ("Identity:PullSecrets:0", "extra"),
        ("Network:DnsPolicy", "None"), ("Network:Nameservers", "10.0.0.10"), ("Network:Searches", "ci.local"),
        ("Network:ResolverOptions", "ndots:2,edns0"),
        ("Network:HostAliases", "10.0.0.7=git.example.com git"),
        ("Volumes:cache:MountPath", "/cache"), ("Volumes:cache:Claim", "ci-cache"), ("Volumes:cache:SubPath", "a"),
        ("Volumes:tmp:MountPath", "/scratch"), ("Volumes:tmp:EmptyDir:Medium", "Memory"), ("Volumes:tmp:EmptyDir:SizeLimit", "1Gi"),
        ("Volumes:tmp:Services", "true"),
        ("Volumes:certs:MountPath", "/certs"), ("Volumes:certs:ConfigMap", "ca"), ("Volumes:certs:ReadOnly", "true"),
        ("Volumes:csi:MountPath", "/csi"), ("Volumes:csi:Csi:Driver", "secrets-store.csi.k8s.io"),
        ("Volumes:csi:Csi:Attributes:secretProviderClass", "vault"),
        ("Life:DeadlineGrace", "00:01:00"), ("Life:TerminationGrace", "00:00:10"), ("Life:KeepFailedPods", "1.00:00:00"),
        ("PatchType", "json"), ("Patch", """[{"op":"add","path":"/hostNetwork","value":true}]"""),
    ];

    public static KubernetesPodOptions Read(params (string Key, string Value)[] settings)
    {
        var values = settings.Select(setting => KeyValuePair.Create<string, string?>("Odagrun:Pods:" + setting.Key, setting.Value));
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddKubernetesPodSettings()
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<KubernetesPodOptions>>().Value;
    }
}
