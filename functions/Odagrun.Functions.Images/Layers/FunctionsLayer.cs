using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;

namespace Odagrun.Functions.Images.Layers;

/// <summary>The function app, and the executor layer for jobs' images, on top of the Functions base image.</summary>
internal sealed class FunctionsLayer(ImagesOptions options, string directory)
{
    public const string Root = "home/site/wwwroot";

    // This machine's own, with its secrets.
    private const string LocalSettings = "local.settings.json";

    public async Task<IReadOnlyList<ComposeLayer>> WriteAsync(CancellationToken cancellationToken)
    {
        var app = new DirectoryInfo(options.FunctionApp!);
        if (!File.Exists(Path.Combine(app.FullName, "host.json")))
        {
            throw new FileNotFoundException($"{app.FullName} is no function app (no host.json in it): run 'make func-app' first");
        }

        var layer = new LayerWriter(new LayerWriterOptions { Gzip = stored => new SmallestGzipStream(stored) });
        foreach (var entry in app.EnumerateFileSystemInfos().Where(entry => entry.Name != LocalSettings))
        {
            Add(layer, $"{Root}/{entry.Name}", entry);
        }

        foreach (var name in StandaloneLayers.ExecutorFiles)
        {
            layer.AddFile($"{Root}/executor-layer/{name}",
                StandaloneLayers.Existing(Path.Combine(options.LayerDirectory, name), "make executor"), FileModes.Data);
        }

        // What the runtime writes; volumes take their place where the root is read-only.
        layer.AddDirectory("home/data");
        layer.AddDirectory("home/LogFiles");
        return [await LayerFile.WriteAsync(layer, Path.Combine(directory, "app.tar.gz"), cancellationToken)];
    }

    private static void Add(LayerWriter layer, string path, FileSystemInfo entry)
    {
        if (entry is DirectoryInfo directory)
        {
            layer.AddTree(path, directory);
        }
        else
        {
            layer.AddFile(path, (FileInfo)entry);
        }
    }
}
