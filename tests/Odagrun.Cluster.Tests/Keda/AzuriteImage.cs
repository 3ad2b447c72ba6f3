using System.IO.Compression;
using System.Text;
using Odagrun.Executor.Layer;
using Odagrun.Oci.Layers;
using Odagrun.Stack;
using Odagrun.Stack.Images;
using Odagrun.Stack.Services;

namespace Odagrun.Cluster.Tests.Keda;

/// <summary>
/// Azurite as an image, of this machine's Node.js and npm's tree: what mcr.microsoft.com/azure-storage/azurite is, where nothing reaches
/// it.
/// </summary>
internal static class AzuriteImage
{
    private const UnixFileMode Program = (UnixFileMode)0x16D; // r-xr-xr-x

    public static async Task<string> PushAsync(string registry, CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("azurite-image");
        var node = new FileInfo(Tools.Find("node"));
        var tree = Directory.GetParent(Tools.Find("azurite", "azurite/package.json"))!;
        var layer = new LayerWriter(new LayerWriterOptions { Compression = CompressionLevel.Fastest });
        layer.AddFile("usr/bin/node", node, Program);
        foreach (var library in await SharedLibraries.FindAsync(node.DirectoryName!, node.Name, packages: null, cancellationToken))
        {
            layer.AddFile(library.Name.StartsWith("ld-linux", StringComparison.Ordinal)
                ? $"lib64/{library.Name}"
                : $"lib/x86_64-linux-gnu/{library.Name}", library.File, Program);
        }

        layer.AddTree("azurite", tree);
        layer.AddFile("usr/local/bin/azurite",
            Encoding.ASCII.GetBytes("#!/usr/bin/node\nrequire('/azurite/node_modules/azurite/dist/src/azurite.js');\n"), Program);
        await using (var file = File.Create(directory.File("layer.tar.gz")))
        {
            await layer.WriteAsync(file, cancellationToken);
        }

        using var pusher = new PlainImagePusher(registry);
        await pusher.PushAsync(new PlainImage("test/azurite", "1") { LayerPath = directory.File("layer.tar.gz") }, cancellationToken);
        return $"{registry}/test/azurite:1";
    }
}
