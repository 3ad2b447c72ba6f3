using System.IO.Compression;
using System.Text;
using Odagrun.Executor.Layer;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;

namespace Odagrun.Functions.Images.Layers;

/// <summary>
/// The image from nothing: what the native host loads, the authorities it trusts, the executor layer for jobs' images, the host. Three
/// layers, what changes most on top.
/// </summary>
internal sealed class StandaloneLayers(ImagesOptions options, string directory)
{
    public const string Home = "opt/odagrun";
    public const int User = 10001;
    public const string Program = "odagrun-functions";
    public const string Authorities = "etc/ssl/certs/ca-certificates.crt";

    /// <summary>What jobs' images are made with.</summary>
    public static readonly IReadOnlyList<string> ExecutorFiles = ["layer.json", "layer.tar.gz"];

    private const string Libraries = "lib/x86_64-linux-gnu";
    private const string Loader = "ld-linux-x86-64.so.2";

    private static readonly LayerWriterOptions Small = new() { Compression = CompressionLevel.SmallestSize };

    /// <summary>The libraries that were taken from this machine, for the SBOM.</summary>
    public IReadOnlyList<SharedLibrary> TakenLibraries { get; private set; } = [];

    public async Task<IReadOnlyList<ComposeLayer>> WriteAsync(CancellationToken cancellationToken)
    {
        var host = Existing(Path.Combine(options.HostDirectory, Program), "make host");
        TakenLibraries = await SharedLibraries.FindAsync(options.HostDirectory, Program, cancellationToken);
        return [
            await LayerFile.WriteAsync(System(), Path.Combine(directory, "system.tar.gz"), cancellationToken),
            // Already compressed: gzip would only look at it.
            await LayerFile.WriteAsync(Executor(), Path.Combine(directory, "executor.tar.gz"), cancellationToken),
            await LayerFile.WriteAsync(Host(host), Path.Combine(directory, "host.tar.gz"), cancellationToken),
        ];
    }

    private LayerWriter System()
    {
        var layer = new LayerWriter(Small);
        foreach (var library in TakenLibraries)
        {
            layer.AddFile(library.Name == Loader ? $"lib64/{Loader}" : $"{Libraries}/{library.Name}", library.File, FileModes.Program);
        }

        layer.AddFile(Authorities, new FileInfo("/" + Authorities), FileModes.Data);
        layer.AddFile("etc/passwd", Text($"odagrun:x:{User}:0:Odagrun:/tmp:/sbin/nologin\n"), FileModes.Data);
        layer.AddFile("etc/group", Text("root:x:0:\n"), FileModes.Data);
        layer.AddFile("etc/nsswitch.conf", Text("hosts: files dns\n"), FileModes.Data);
        layer.AddDirectory("tmp", FileModes.ForAll);
        return layer;
    }

    private LayerWriter Executor()
    {
        var layer = new LayerWriter(new LayerWriterOptions { Compression = CompressionLevel.Fastest });
        foreach (var name in ExecutorFiles)
        {
            layer.AddFile($"{Home}/executor-layer/{name}", Existing(Path.Combine(options.LayerDirectory, name), "make executor"), FileModes.Data);
        }

        return layer;
    }

    private LayerWriter Host(FileInfo host)
    {
        var layer = new LayerWriter(Small);
        layer.AddFile($"{Home}/{Program}", host, FileModes.Program);
        var settings = new FileInfo(Path.Combine(options.HostDirectory, "host.json"));
        if (settings.Exists)
        {
            layer.AddFile($"{Home}/host.json", settings, FileModes.Data);
        }

        return layer;
    }

    public static FileInfo Existing(string path, string command) =>
        File.Exists(path) ? new FileInfo(path) : throw new FileNotFoundException($"{path} is not there: run '{command}' first", path);

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
