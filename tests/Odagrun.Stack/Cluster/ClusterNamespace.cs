using System.Text.Json.Nodes;

namespace Odagrun.Stack.Cluster;

/// <summary>A namespace of a test's own.</summary>
public sealed class ClusterNamespace : IAsyncDisposable
{
    private readonly TestCluster _cluster;
    private readonly WorkDirectory _directory = WorkDirectory.Create("namespace");

    private ClusterNamespace(TestCluster cluster, string name)
    {
        _cluster = cluster;
        Name = name;
        Kubectl = cluster.Kubectl.In(name);
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>As an administrator, in here.</summary>
    public Kubectl Kubectl { get; }

    /// <summary>Makes one, and waits until pods can be made in it.</summary>
    internal static async Task<ClusterNamespace> CreateAsync(TestCluster cluster, CancellationToken cancellationToken)
    {
        var made = new ClusterNamespace(cluster, $"test-{Guid.NewGuid():n}"[..21]);
        await cluster.Kubectl.RunAsync(["create", "namespace", made.Name], cancellationToken);
        await made.AccountIsThereAsync("default", cancellationToken);
        return made;
    }

    /// <summary>
    /// Applies a folder of manifests made for kustomize (a folder below the checkout's keda/, for example) to this namespace, and
    /// gives the path of a kubeconfig by which one acts as a service account of it.
    /// </summary>
    public async Task<string> ApplyFolderAsync(string folder, string account, CancellationToken cancellationToken)
    {
        // kustomize takes no files from outside, so the folder is copied below an overlay that sets the namespace.
        var overlay = Directory.CreateDirectory(_directory.File("overlay", "base")).Parent!.FullName;
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Copy(file, Path.Combine(overlay, "base", Path.GetFileName(file)), overwrite: true);
        }

        await File.WriteAllTextAsync(Path.Combine(overlay, "kustomization.yaml"), $"namespace: {Name}\nbases: [base]\n", cancellationToken);
        await Kubectl.RunAsync(["apply", "--kustomize", overlay], cancellationToken);
        return await KubeconfigOfAsync(account, cancellationToken);
    }

    /// <summary>A kubeconfig by which one acts as a service account of this namespace.</summary>
    public async Task<string> KubeconfigOfAsync(string account, CancellationToken cancellationToken)
    {
        await AccountIsThereAsync(account, cancellationToken);
        var request = new JsonObject
        {
            ["apiVersion"] = "authentication.k8s.io/v1",
            ["kind"] = "TokenRequest",
            ["spec"] = new JsonObject { ["expirationSeconds"] = 24 * 60 * 60 },
        };
        var answer = await Kubectl.PostAsync($"/api/v1/namespaces/{Name}/serviceaccounts/{account}/token", request, cancellationToken);

        var config = JsonNode.Parse(
            await Kubectl.RunAsync(["config", "view", "--raw", "--minify", "--output", "json"], cancellationToken))!;
        config["users"]![0]!["user"] = new JsonObject { ["token"] = answer["status"]!["token"]!.GetValue<string>() };
        config["contexts"]![0]!["context"]!["namespace"] = Name;
        var path = _directory.File($"{account}.kubeconfig");
        await File.WriteAllTextAsync(path, config.ToJsonString(), cancellationToken);
        return path;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // Nobody waits for the end: the cluster goes on by itself, and pods that are told to hurry leave room for the next test.
        await Kubectl.RunAsync(["delete", "jobs,pods", "--all", "--grace-period", "1", "--wait=false"], CancellationToken.None);
        await _cluster.Kubectl.RunAsync(["delete", "namespace", Name, "--wait=false"], CancellationToken.None);
        _directory.Dispose();
    }

    private async Task AccountIsThereAsync(string account, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(3));
        while ((await Kubectl.RunAsync(["get", "serviceaccounts", "--output", "name"], limit.Token)).Split('\n')
            .All(line => line.Trim() != $"serviceaccount/{account}"))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
    }
}
