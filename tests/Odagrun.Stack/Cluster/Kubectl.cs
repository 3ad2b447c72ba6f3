using System.Text.Json.Nodes;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Stack.Cluster;

/// <summary>kubectl with a kubeconfig: the tests' own eyes and hands in a cluster, apart from the product's client.</summary>
public sealed class Kubectl(string kubeconfig, string? inNamespace = null)
{
    private static readonly string Program = Tools.Find("kubectl", "debian/usr/bin/kubectl");

    /// <summary>Path of the kubeconfig.</summary>
    public string Kubeconfig => kubeconfig;

    /// <summary>The same in a namespace.</summary>
    public Kubectl In(string name) => new(kubeconfig, name);

    /// <summary>Runs it and gives what it printed.</summary>
    /// <exception cref="KubectlException">The cluster refused, or cannot be reached.</exception>
    public async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        await using var process = Start(arguments);
        var code = await process.WaitAsync(cancellationToken);
        return code == 0
            ? process.Output
            : throw new KubectlException($"kubectl {string.Join(' ', arguments)} ended with {code}: {process.Output}");
    }

    /// <summary>Starts it and lets it run: a watch, for example. <paramref name="onLine"/> sees what it prints.</summary>
    public ChildProcess Start(string[] arguments, Action<string>? onLine = null)
    {
        string[] place = inNamespace is null ? ["--kubeconfig", kubeconfig] : ["--kubeconfig", kubeconfig, "--namespace", inNamespace];
        return ChildProcess.Start(new ProcessSpec(Program, [.. place, .. arguments]) { OnLine = onLine });
    }

    /// <summary>All objects of a kind, for example <c>pods</c>; a label selector narrows it.</summary>
    public async Task<IReadOnlyList<JsonNode>> ListAsync(string kind, CancellationToken cancellationToken, string selector = "")
    {
        var answer = await RunAsync(["get", kind, "--selector", selector, "--output", "json"], cancellationToken);
        return [.. JsonNode.Parse(answer)!["items"]!.AsArray().Select(item => item!)];
    }

    /// <summary>Creates or changes what a manifest (YAML or JSON, one or more) describes.</summary>
    public Task ApplyAsync(string manifest, CancellationToken cancellationToken) => WithFileAsync("apply", manifest, cancellationToken);

    /// <summary>Creates what a manifest describes, without looking first whether it is there.</summary>
    public Task CreateAsync(string manifest, CancellationToken cancellationToken) => WithFileAsync("create", manifest, cancellationToken);

    /// <summary>POSTs a body to a path of the API and gives the answer.</summary>
    public async Task<JsonNode> PostAsync(string path, JsonNode body, CancellationToken cancellationToken) =>
        JsonNode.Parse(await WithFileAsync("create", body.ToJsonString(), cancellationToken, "--raw", path))!;

    private async Task<string> WithFileAsync(string verb, string content, CancellationToken cancellationToken, params string[] more)
    {
        using var directory = WorkDirectory.Create("kubectl");
        await File.WriteAllTextAsync(directory.File("manifest.yaml"), content, cancellationToken);
        return await RunAsync([verb, .. more, "--filename", directory.File("manifest.yaml")], cancellationToken);
    }
}
