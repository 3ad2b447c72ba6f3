using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Stack;
using Odagrun.Stack.Images;
using Odagrun.Stack.Services;

namespace Odagrun.Bench.Compose;

/// <summary>
/// What all competitors work on: a registry with a base image of one layer, and a second layer as a file and in the registry.
/// </summary>
internal sealed class ComposeStage : IAsyncDisposable
{
    private const int BaseBytes = 40_000_000;
    private const int LayerBytes = 9_000_000;
    private const string LayerRepository = "bench/layers";

    private readonly DockerRegistry _registry;
    private readonly WrittenLayer _layer;

    private ComposeStage(WorkDirectory directory, DockerRegistry registry, WrittenLayer layer) =>
        (Directory, _registry, _layer) = (directory, registry, layer);

    public WorkDirectory Directory { get; }

    public string LayerPath => Directory.File("layer.tar.gz");

    public string Base => $"{_registry.Host}/bench/base:1";

    public string Name(string repository, int number) => $"{_registry.Host}/bench/{repository}:{number}";

    public static async Task<ComposeStage> CreateAsync(CancellationToken cancellationToken)
    {
        var directory = WorkDirectory.Create("bench");
        await WriteLayerAsync(directory.File("base.tar.gz"), "base", BaseBytes, cancellationToken);
        var layer = await WriteLayerAsync(directory.File("layer.tar.gz"), "executor", LayerBytes, cancellationToken);
        var registry = await DockerRegistry.StartAsync(cancellationToken);
        var stage = new ComposeStage(directory, registry, layer);
        using var pusher = new PlainImagePusher(registry.Host);
        await pusher.PushAsync(new PlainImage("bench/base", "1") { LayerPath = directory.File("base.tar.gz") }, cancellationToken);
        await stage.PushLayerAsync(cancellationToken);
        return stage;
    }

    /// <summary>The same parts for each <paramref name="number"/> but for a label, so that each is another image.</summary>
    public ComposeRequest Request(int number) => new(
        ImageReference.Parse(Base),
        ImageReference.Parse($"{_registry.Host}/bench/composed"),
        Platform.Current,
        [new ComposeLayer(_layer.Descriptor, _layer.DiffId, LayerRepository, null)],
        new ComposeConfig { Labels = new Dictionary<string, string> { ["number"] = $"{number}" } },
        RegistryCredentials.Anonymous);

    public async ValueTask DisposeAsync()
    {
        await _registry.DisposeAsync();
        Directory.Dispose();
    }

    // Random bytes: what does not compress takes its time on every way.
    private static async Task<WrittenLayer> WriteLayerAsync(string path, string name, int bytes, CancellationToken cancellationToken)
    {
        var writer = new LayerWriter();
        writer.AddFile($"opt/{name}", RandomNumberGenerator.GetBytes(bytes), UnixFileMode.UserRead);
        await using var file = File.Create(path);
        return await writer.WriteAsync(file, cancellationToken);
    }

    private async Task PushLayerAsync(CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddRegistryClient().BuildServiceProvider();
        await services.GetRequiredService<IRegistryClient>().PushBlobAsync(
            new ImageReference(_registry.Host, LayerRepository, null, null),
            _layer.Descriptor,
            _ => Task.FromResult<Stream>(File.OpenRead(LayerPath)),
            RegistryCredentials.Anonymous,
            cancellationToken);
    }
}
