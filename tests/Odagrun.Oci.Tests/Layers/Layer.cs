using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Odagrun.Oci.Images;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;
using Odagrun.Stack.Proxies;

namespace Odagrun.Oci.Tests.Layers;

/// <summary>Makes and reads layers in memory.</summary>
internal static class Layer
{
    public static async Task<Dictionary<string, (LayerEntry Entry, string Text)>> RoundTripAsync(LayerWriter writer)
    {
        using var stored = new MemoryStream();
        var written = await writer.WriteAsync(stored, TestContext.Current.CancellationToken);
        return await ReadAsync(stored.ToArray(), written.Descriptor, written.DiffId);
    }

    public static async Task<Dictionary<string, (LayerEntry Entry, string Text)>> ReadAsync(
        byte[] stored, Descriptor? descriptor = null, Digest? diffId = null, LayerLimits? limits = null)
    {
        var entries = new Dictionary<string, (LayerEntry, string)>();

        // As a download: read asynchronously only.
        await using var reader = new LayerReader(
            new CutStream(new MemoryStream(stored), int.MaxValue), descriptor ?? Describe(stored), diffId, limits);
        await foreach (var entry in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            using var text = new StreamReader(entry.Content, Encoding.UTF8);
            entries.Add(entry.Path, (entry, await text.ReadToEndAsync(TestContext.Current.CancellationToken)));
        }

        return entries;
    }

    public static Descriptor Describe(byte[] stored) =>
        new() { MediaType = MediaTypes.OciLayerGzip, Digest = Digest.Of(stored), Size = stored.Length };

    /// <summary>A tar as another program writes it.</summary>
    public static async Task<byte[]> TarAsync(params TarEntry[] entries)
    {
        using var tar = new MemoryStream();
        await using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var entry in entries)
            {
                await writer.WriteEntryAsync(entry);
            }
        }

        return tar.ToArray();
    }

    public static byte[] Gzip(byte[] content)
    {
        using var stored = new MemoryStream();
        using (var gzip = new GZipStream(stored, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        return stored.ToArray();
    }
}
