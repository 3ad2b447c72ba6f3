using System.Text.Json.Nodes;
using Odagrun.Functions.Images;
using Odagrun.Functions.Images.Publishing;
using Odagrun.Keda.Tests.Rendering;
using Odagrun.Lab;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Installation;

namespace Odagrun.Cluster.Tests.Keda;

/// <summary>
/// The standalone overlay, of our own images, in a cluster with Azurite in it; the Lab is its GitLab. KEDA's part is the test's.
/// </summary>
internal sealed class StandaloneScene : IAsyncDisposable
{
    private readonly ClusterInstallation _ground;
    private readonly List<JsonObject> _objects;

    private StandaloneScene(ClusterInstallation ground, LabServer lab, List<JsonObject> objects)
    {
        _ground = ground;
        Lab = lab;
        _objects = objects;
    }

    public LabServer Lab { get; }

    public ClusterNamespace Place => _ground.Namespace;

    public string Registry => _ground.Registry.Host;

    public static async Task<StandaloneScene> StartAsync(CancellationToken cancellationToken)
    {
        var ground = await ClusterInstallation.PrepareAsync(cancellationToken);
        await AppliedOverlay.AddTypesAsync(ground.Cluster, cancellationToken);
        var lab = await LabServer.StartAsync(
            new LabOptions { Address = ground.Cluster.Address, TraceUpdateInterval = TimeSpan.FromSeconds(1) }, cancellationToken);
        lab.Registry = ground.Registry.Host;
        var scene = new StandaloneScene(ground, lab, await AppliedOverlay.ObjectsAsync("standalone", ground.Namespace, cancellationToken));
        try
        {
            await scene.ApplyAsync(cancellationToken);
            return scene;
        }
        catch
        {
            await scene.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a Job as KEDA does for a ScaledJob whose trigger is active.</summary>
    public async Task<string> StartJobAsync(CancellationToken cancellationToken)
    {
        var name = $"odagrun-{Guid.NewGuid():n}"[..16];
        var scaled = JsonNode.Parse(await Place.Kubectl.RunAsync(["get", "scaledjob", "odagrun", "--output", "json"], cancellationToken))!;
        var job = new JsonObject
        {
            ["apiVersion"] = "batch/v1",
            ["kind"] = "Job",
            ["metadata"] = new JsonObject { ["name"] = name, ["labels"] = new JsonObject { ["scaledjob.keda.sh/name"] = "odagrun" } },
            ["spec"] = scaled["spec"]!["jobTargetRef"]!.DeepClone(),
        };
        await Place.Kubectl.ApplyAsync(job.ToJsonString(), cancellationToken);
        return name;
    }

    /// <summary>Pods that have not ended, Azurite's aside.</summary>
    public async Task<IReadOnlyList<string>> PodsAsync(CancellationToken cancellationToken) =>
        [.. (await Place.Kubectl.ListAsync("pods", cancellationToken))
            .Where(pod => pod["status"]!["phase"]!.GetValue<string>() is "Pending" or "Running"
                && pod["metadata"]!["labels"]?["app.kubernetes.io/name"]?.GetValue<string>() != "azurite")
            .Select(pod => pod["metadata"]!["name"]!.GetValue<string>())];

    public async ValueTask DisposeAsync()
    {
        await Lab.DisposeAsync();
        await _ground.DisposeAsync();
    }

    private async Task ApplyAsync(CancellationToken cancellationToken)
    {
        var image = await PublishAsync(cancellationToken);
        var azurite = Of("Deployment", "azurite");
        azurite["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = await AzuriteImage.PushAsync(Registry, cancellationToken);
        // The cluster has no storage to give.
        azurite["spec"]!["template"]!["spec"]!["volumes"]![0] = new JsonObject { ["name"] = "data", ["emptyDir"] = new JsonObject() };
        var runner = Lab.CreateRunner();

        var settings = Of("ConfigMap", "odagrun-settings")["data"]!;
        settings["Odagrun__Registry__Host"] = Registry;
        settings["Odagrun__Registry__Insecure"] = "true";
        // It has no service addresses either: inside, the API server has the address that the kubeconfig tells.
        Of("ConfigMap", "odagrun-runner-settings")["data"]!["Odagrun__Runners__0__Url"] = Lab.Url;
        var template = Of("ScaledJob", "odagrun")["spec"]!["jobTargetRef"]!["template"]!["spec"]!;
        var container = template["containers"]![0]!;
        container["image"] = image;
        var server = new Uri(JsonNode.Parse(await Place.Kubectl.RunAsync(["config", "view", "--raw", "--output", "json"],
            cancellationToken))!["clusters"]![0]!["cluster"]!["server"]!.GetValue<string>());
        container["env"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = "KUBERNETES_SERVICE_HOST", ["value"] = server.Host });
        container["env"]!.AsArray().Add((JsonNode)new JsonObject { ["name"] = "KUBERNETES_SERVICE_PORT", ["value"] = $"{server.Port}" });

        await AppliedOverlay.CreateAsync(_objects.Where(
            item => item["kind"]!.GetValue<string>() is not ("PersistentVolumeClaim" or "Secret")), Place, cancellationToken);
        await Place.Kubectl.RunAsync(
            ["create", "secret", "generic", "odagrun-runner", "--from-literal", $"token={runner.Token}"], cancellationToken);
        var connection = Of("Secret", "odagrun-storage")["stringData"]!["connection"]!.GetValue<string>()
            .Replace("azurite.odagrun.svc.cluster.local", await AzuriteAddressAsync(cancellationToken), StringComparison.Ordinal);
        await Place.Kubectl.RunAsync(
            ["create", "secret", "generic", "odagrun-storage", "--from-literal", $"connection={connection}"], cancellationToken);
    }

    // Its image is large: a busy node needs a while to unpack it.
    private async Task<string> AzuriteAddressAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(5));
        while (true)
        {
            var pods = await Place.Kubectl.ListAsync("pods", limit.Token, "app.kubernetes.io/name=azurite");
            if (pods.FirstOrDefault(pod => pod["status"]!["containerStatuses"]?[0]?["ready"]?.GetValue<bool>() == true) is { } ready)
            {
                return ready["status"]!["podIP"]!.GetValue<string>();
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), limit.Token);
        }
    }

    private async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        await using var publisher = new ImagePublisher(new ImagesOptions
        {
            Prefix = $"{Registry}/odagrun",
            Tag = "test",
            HostDirectory = Path.GetDirectoryName(RepositoryPaths.NativeHost)!,
            LayerDirectory = RepositoryPaths.ExecutorLayer,
            Insecure = true,
        });
        return (await publisher.PublishAsync(cancellationToken)).Single().Reference.ToString();
    }

    private JsonObject Of(string kind, string name) =>
        _objects.Single(item => item["kind"]!.GetValue<string>() == kind && Overlay.NameOf(item) == name);
}
