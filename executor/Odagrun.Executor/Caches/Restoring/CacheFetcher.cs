using Odagrun.Handover;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;

namespace Odagrun.Executor.Caches.Restoring;

/// <summary>Streams stored layers straight into the project directory.</summary>
internal sealed class CacheFetcher(CacheRegistry registry)
{
    /// <summary>Whether the exception says that a layer was refused.</summary>
    internal static bool IsRefusal(Exception e) => e is LayerFormatException;

    /// <summary>Writes all of them, over what is there.</summary>
    /// <exception cref="LayerFormatException">A layer is damaged, or holds what no cache may.</exception>
    internal async Task FetchAsync(EnvelopeFound found, string projectDirectory, CancellationToken cancellationToken)
    {
        foreach (var layer in found.Layers)
        {
            var descriptor = new Descriptor { MediaType = layer.MediaType, Digest = Digest.Parse(layer.Digest), Size = layer.Size };
            var stream = await registry.Client.OpenBlobAsync(registry.Repository, descriptor, registry.Credentials, cancellationToken);
            await using var reader = new LayerReader(stream, descriptor, Digest.Parse(layer.DiffId));
            await using var writer = new CacheWriter(found.Content.Root, projectDirectory);
            await foreach (var entry in reader.ReadAsync(cancellationToken))
            {
                await writer.WriteAsync(entry, cancellationToken);
            }

            await writer.FinishAsync();
        }
    }
}
