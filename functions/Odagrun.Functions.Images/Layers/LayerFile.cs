using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;

namespace Odagrun.Functions.Images.Layers;

/// <summary>A layer that lies in a file of this machine until it is sent.</summary>
internal static class LayerFile
{
    public static async Task<ComposeLayer> WriteAsync(LayerWriter layer, string path, CancellationToken cancellationToken)
    {
        WrittenLayer written;
        await using (var file = File.Create(path))
        {
            written = await layer.WriteAsync(file, cancellationToken);
        }

        return new ComposeLayer(written.Descriptor, written.DiffId, null, _ => Task.FromResult<Stream>(File.OpenRead(path)));
    }
}
