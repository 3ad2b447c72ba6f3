using System.Formats.Tar;
using System.IO.Compression;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Stack.Images;

/// <summary>A layer with Debian's static busybox and links for all that it can do: the smallest image with a shell.</summary>
public static class BusyboxLayer
{
    private static readonly string[] Directories = ["bin/", "etc/", "tmp/", "usr/", "usr/bin/", "var/"];

    /// <summary>Writes the layer to <paramref name="path"/> (tar, gzip).</summary>
    public static Task WriteAsync(string path, CancellationToken cancellationToken) =>
        WriteAsync(path, new Dictionary<string, string>(), cancellationToken);

    /// <summary>As the other, with further files: paths in the image, and where each is on this machine.</summary>
    public static async Task WriteAsync(string path, IReadOnlyDictionary<string, string> files, CancellationToken cancellationToken)
    {
        await using var archive = File.Create(path);
        await using var gzip = new GZipStream(archive, CompressionLevel.Fastest);
        await using var tar = new TarWriter(gzip, TarEntryFormat.Pax);
        foreach (var directory in Directories)
        {
            await tar.WriteEntryAsync(Entry(TarEntryType.Directory, directory, 0b111_101_101), cancellationToken);
        }

        foreach (var (name, source) in files.Append(new("bin/busybox", Program)))
        {
            await using var content = File.OpenRead(source);
            var file = Entry(TarEntryType.RegularFile, name, 0b111_101_101);
            file.DataStream = content;
            await tar.WriteEntryAsync(file, cancellationToken);
        }

        foreach (var applet in await AppletsAsync(cancellationToken))
        {
            var link = Entry(TarEntryType.SymbolicLink, "bin/" + applet, 0b111_111_111);
            link.LinkName = "busybox";
            await tar.WriteEntryAsync(link, cancellationToken);
        }
    }

    /// <summary>Debian's busybox-static.</summary>
    public static string Program => Tools.Find("busybox");

    private static PaxTarEntry Entry(TarEntryType type, string name, int mode) =>
        new(type, name) { Mode = (UnixFileMode)mode, ModificationTime = DateTimeOffset.UnixEpoch };

    private static async Task<IEnumerable<string>> AppletsAsync(CancellationToken cancellationToken)
    {
        await using var list = ChildProcess.Start(new ProcessSpec(Program, "--list"));
        await list.WaitAsync(cancellationToken);
        return list.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(name => name != "busybox");
    }
}
