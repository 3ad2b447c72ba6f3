using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Odagrun.Lab.Pipelines;
using Odagrun.Stack.Cluster;
using Odagrun.Stack.Services;

namespace Odagrun.Lab.Running;

/// <summary>Registries beside the installation's own: where a pipeline brings its images to, as "production" is.</summary>
internal sealed class FurtherRegistries : IAsyncDisposable
{
    private readonly List<(string Name, DockerRegistry Registry)> _registries = [];

    private FurtherRegistries()
    {
    }

    /// <summary>One variable a registry, with host and port.</summary>
    public IEnumerable<CiVariable> Variables => _registries.Select(each => new CiVariable(each.Name, each.Registry.Host));

    /// <summary>Settings of the host: these registries speak plain http.</summary>
    public IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["Odagrun__Registry__InsecureRegistries"] = string.Join(',', _registries.Select(each => each.Registry.Host)),
    };

    /// <summary>Starts one for each name, where jobs reach it.</summary>
    public static async Task<FurtherRegistries> StartAsync(
        IReadOnlyList<string> names, ClusterInstallation? ground, CancellationToken cancellationToken)
    {
        var registries = new FurtherRegistries();
        try
        {
            foreach (var name in names)
            {
                var options = new DockerRegistryOptions();
                var registry = await DockerRegistry.StartAsync(
                    ground is null ? options : options with { Address = ground.Cluster.Address }, cancellationToken);
                registries._registries.Add((name, registry));
            }

            return registries;
        }
        catch
        {
            await registries.DisposeAsync();
            throw;
        }
    }

    /// <summary>Says what images they hold now.</summary>
    public async Task ListAsync(TextWriter output, CancellationToken cancellationToken)
    {
        using var http = new HttpClient();
        foreach (var (name, registry) in _registries)
        {
            var catalog = await http.GetFromJsonAsync<JsonObject>($"http://{registry.Host}/v2/_catalog", cancellationToken);
            foreach (var repository in catalog!["repositories"]!.AsArray())
            {
                var list = await http.GetFromJsonAsync<JsonObject>($"http://{registry.Host}/v2/{repository}/tags/list", cancellationToken);
                var tags = list!["tags"] is JsonArray found ? string.Join(", ", found.Select(tag => (string?)tag)) : "no tags";
                await output.WriteLineAsync($"{name} ({registry.Host}) has {repository}: {tags}");
            }
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var (_, registry) in _registries)
        {
            await registry.DisposeAsync();
        }
    }
}
