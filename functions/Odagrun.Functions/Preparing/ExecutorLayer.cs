using System.Text.Json;
using Microsoft.Extensions.Options;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Preparing;

/// <summary>The layer with the executor, the same for all jobs: sent to the registry once, however many jobs want it first.</summary>
internal sealed class ExecutorLayer(
    IRegistryClient client, IOptions<RegistryOptions> registry, IOptions<ExecutorOptions> options) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private ComposeLayer? _layer;

    public async Task<ComposeLayer> GetAsync(ImageReference target, CancellationToken cancellationToken)
    {
        if (_layer is { } known)
        {
            return known;
        }

        await _one.WaitAsync(cancellationToken);
        try
        {
            return _layer ??= await PushAsync(target, cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<ComposeLayer> PushAsync(ImageReference target, CancellationToken cancellationToken)
    {
        var directory = options.Value.LayerDirectory;
        var file = await ReadAsync(Path.Combine(directory, "layer.json"), cancellationToken);
        var descriptor = new Descriptor { MediaType = file.MediaType, Digest = Digest.Parse(file.Digest), Size = file.Size };
        var layer = new ComposeLayer(descriptor, Digest.Parse(file.DiffId), null, Open);
        await client.PushBlobAsync(target, descriptor, Open, new RegistryCredentials(registry.Value.Logins), cancellationToken);
        return layer;

        Task<Stream> Open(CancellationToken token) => Task.FromResult<Stream>(File.OpenRead(Path.Combine(directory, "layer.tar.gz")));
    }

    private static async Task<ExecutorLayerFile> ReadAsync(string path, CancellationToken cancellationToken)
    {
        await using var stream = File.OpenRead(path);
        return await JsonSerializer.DeserializeAsync(stream, PreparingJson.Default.ExecutorLayerFile, cancellationToken)
            ?? throw new InvalidDataException($"{path} is null: run 'make executor' again");
    }
}
