using System.Formats.Tar;
using System.IO.Compression;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;

namespace Odagrun.Runc.Tests.Lab;

/// <summary>A layer in memory, written by .NET's own tar: any entry may be in it, also such as no builder makes.</summary>
public sealed record TestLayer(byte[] Content, Descriptor Descriptor, Digest DiffId)
{
    public static TestLayer Of(params TarEntry[] entries)
    {
        var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                writer.WriteEntry(entry);
            }
        }

        return FromTar(tar.ToArray());
    }

    public static TestLayer FromTar(byte[] tar)
    {
        var gzip = new MemoryStream();
        using (var compression = new GZipStream(gzip, CompressionLevel.Fastest, leaveOpen: true))
        {
            compression.Write(tar);
        }

        return Of(gzip.ToArray(), Digest.Of(tar));
    }

    public static TestLayer FromGzip(byte[] gzip)
    {
        using var tar = new MemoryStream();
        using (var decompression = new GZipStream(new MemoryStream(gzip), CompressionMode.Decompress))
        {
            decompression.CopyTo(tar);
        }

        return Of(gzip, Digest.Of(tar.ToArray()));
    }

    public static PaxTarEntry File(string path, string content, int mode = 0b110_100_100) =>
        new(TarEntryType.RegularFile,
            path)
        { Mode = (UnixFileMode)mode, DataStream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(content)) };

    public static PaxTarEntry Directory(string path, int mode = 0b111_101_101) =>
        new(TarEntryType.Directory, path) { Mode = (UnixFileMode)mode };

    public static PaxTarEntry SymbolicLink(string path, string target) => new(TarEntryType.SymbolicLink, path) { LinkName = target };

    public static PaxTarEntry HardLink(string path, string target) => new(TarEntryType.HardLink, path) { LinkName = target };

    private static TestLayer Of(byte[] gzip, Digest diffId) =>
        new(gzip, new Descriptor { MediaType = MediaTypes.OciLayerGzip, Digest = Digest.Of(gzip), Size = gzip.Length }, diffId);
}
