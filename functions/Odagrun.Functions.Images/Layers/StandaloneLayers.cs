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

    private static readonly LayerWriterOptions Small = new() { Gzip = stored => new SmallestGzipStream(stored) };

    /// <summary>The libraries that were taken from this machine, for the SBOM.</summary>
    public IReadOnlyList<SharedLibrary> TakenLibraries { get; private set; } = [];

    public async Task<IReadOnlyList<ComposeLayer>> WriteAsync(CancellationToken cancellationToken)
    {
        var host = Existing(Path.Combine(options.HostDirectory, Program), "make host");
        TakenLibraries = await SharedLibraries.FindAsync(options.HostDirectory, Program, options.Packages, cancellationToken);
        return [
            await LayerFile.WriteAsync(System(), Path.Combine(directory, "system.tar.gz"), cancellationToken),
            // Compressed already: at its fastest gzip would make it larger by a twentieth.
            await LayerFile.WriteAsync(Executor(), Path.Combine(directory, "executor.tar.gz"), cancellationToken),
            await LayerFile.WriteAsync(Host(host), Path.Combine(directory, "host.tar.gz"), cancellationToken),
        ];
    }

    private LayerWriter System()
    {
        var layer = new LayerWriter(Small);
        foreach (var library in TakenLibraries)
        {
            layer.AddFile(PlaceOf(library.Name), library.File, FileModes.Program);
        }

        layer.AddFile(Authorities, new FileInfo("/" + Authorities), FileModes.Data);
        layer.AddFile("etc/passwd", Text($"odagrun:x:{User}:0:Odagrun:/tmp:/sbin/nologin\n"), FileModes.Data);
        layer.AddFile("etc/group", Text("root:x:0:\n"), FileModes.Data);
        layer.AddFile("etc/nsswitch.conf", Text("hosts: files dns\n"), FileModes.Data);
        layer.AddDirectory("tmp", FileModes.ForAll);
        return layer;
    }

    // Where programs for Debian look: the loader at its fixed place, all else by the loader.
    private string PlaceOf(string library) => library switch
    {
        "ld-linux-x86-64.so.2" => "lib64/" + library,
        "ld-linux-aarch64.so.1" => "lib/" + library,
        _ => (options.Platform == ImagesOptions.Arm64 ? "lib/aarch64-linux-gnu/" : "lib/x86_64-linux-gnu/") + library,
    };

    private LayerWriter Executor()
    {
        var layer = new LayerWriter(new LayerWriterOptions { Compression = CompressionLevel.NoCompression });
        foreach (var name in ExecutorFiles)
        {
            layer.AddFile(
                $"{Home}/executor-layer/{name}", Existing(Path.Combine(options.LayerDirectory, name), "make executor"), FileModes.Data);
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
