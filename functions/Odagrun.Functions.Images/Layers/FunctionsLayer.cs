using System.IO.Compression;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;

namespace Odagrun.Functions.Images.Layers;

/// <summary>The function app, and the executor layer for jobs' images, on top of the Functions base image.</summary>
internal sealed class FunctionsLayer(ImagesOptions options, string directory)
{
    public const string Root = "home/site/wwwroot";

    public async Task<IReadOnlyList<ComposeLayer>> WriteAsync(CancellationToken cancellationToken)
    {
        var app = new DirectoryInfo(options.FunctionApp!);
        if (!File.Exists(Path.Combine(app.FullName, "host.json")))
        {
            throw new FileNotFoundException($"{app.FullName} is no function app (no host.json in it): run 'make func-app' first");
        }

        var layer = new LayerWriter(new LayerWriterOptions { Compression = CompressionLevel.SmallestSize });
        layer.AddTree(Root, app);
        // What the runtime writes; volumes take their place where the root is read-only.
        layer.AddDirectory("home/data");
        layer.AddDirectory("home/LogFiles");
        return [await LayerFile.WriteAsync(layer, Path.Combine(directory, "app.tar.gz"), cancellationToken)];
    }
}
