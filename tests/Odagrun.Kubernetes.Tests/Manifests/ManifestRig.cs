using System.Text.Json.Nodes;
using k8s;
using Odagrun.Handover;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Kubernetes.Manifests;
using Odagrun.Kubernetes.Settings;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Kubernetes.Tests.Manifests;

/// <summary>A job with everything in it, and its manifest as JSON.</summary>
internal static class ManifestRig
{
    public static readonly JobName Job = new("demo", 42);

    public static readonly ClusterFeatures Old = new(1, 20);

    public static readonly ClusterFeatures New = new(1, 34);

    public static PodRequest Request { get; } = new(
        Job,
        ImageReference.Parse("registry.test:5000/odagrun/executor:abc@sha256:" + new string('a', 64)),
        new byte[] { 1, 2, 3 },
        JobKey.Create(),
        TimeSpan.FromMinutes(10),
        new RegistryCredentials([new RegistryLogin("registry.test:5000", "puller", "pull-password")]),
        new PodLimits())
    {
        Subject = new PodSubject
        {
            JobName = "unit tests: [a, b]",
            Stage = "test",
            JobUrl = new Uri("https://gitlab.test/group/project/-/jobs/42"),
            PipelineId = 7,
            ProjectId = 3,
            ProjectPath = "group/sub group/projekt-ü",
            Ref = "feature/a+very-" + new string('x', 80),
            Sha = new string('b', 40),
            User = "jane.doe",
        },
    };

    public static PodService Service(int index, string name, params string[] aliases) =>
        new(index, name, ImageReference.Parse($"registry.test:5000/odagrun/service:s{index}"), aliases, new Dictionary<string, string>());

    public static JsonNode Build(PodRequest? request = null, KubernetesPodOptions? options = null, ClusterFeatures? features = null)
    {
        var result = JobManifest.Build(request ?? Request, options ?? new KubernetesPodOptions(), new KubernetesOptions(), features ?? New);
        Assert.Null(result.Problem);
        return JsonNode.Parse(KubernetesJson.Serialize(result.Job!))!;
    }

    public static ManifestResult Try(PodRequest request, KubernetesPodOptions options, ClusterFeatures? features = null) =>
        JobManifest.Build(request, options, new KubernetesOptions(), features ?? New);

    public static JsonNode Pod(JsonNode job) => job["spec"]!["template"]!["spec"]!;

    public static string Text(this JsonNode? node) => node?.ToString() ?? "";
}
