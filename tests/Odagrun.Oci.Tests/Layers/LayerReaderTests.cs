using System.Formats.Tar;
using System.Text;
using Odagrun.Oci.Layers;
using Odagrun.Oci.References;

namespace Odagrun.Oci.Tests.Layers;

public sealed class LayerReaderTests
{
    public static TheoryData<string, TarEntryFormat> Formats => new()
    {
        { new string('d', 90) + "/" + new string('f', 90), TarEntryFormat.Ustar },
        { new string('d', 190) + "/" + new string('f', 190), TarEntryFormat.Pax },
        { new string('d', 190) + "/" + new string('f', 190), TarEntryFormat.Gnu },
        { new string('d', 90), TarEntryFormat.V7 },
    };

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task ReadAsync_EveryTarFormat_GivesNameLinkAndContent(string name, TarEntryFormat format)
    {
        var tar = await Layer.TarAsync(File(format, name, "some text"), Link(format, TarEntryType.SymbolicLink, "link", name[..90]),
            Link(format, TarEntryType.HardLink, "hard", name[..90]));

        var entries = await Layer.ReadAsync(tar);

        Assert.Equal("some text", entries[name].Text);
        Assert.Equal((LayerEntryKind.SymbolicLink, name[..90]), (entries["link"].Entry.Kind, entries["link"].Entry.LinkTarget));
        Assert.Equal((LayerEntryKind.HardLink, name[..90]), (entries["hard"].Entry.Kind, entries["hard"].Entry.LinkTarget));
    }

    [Theory]
    [InlineData("tar")]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task ReadAsync_EveryCompression_GivesTheContent(string compression)
    {
        var tar = await Layer.TarAsync(File(TarEntryFormat.Pax, "file", new string('x', 200_000)));
        using var zstd = new ZstdSharp.Compressor();
        var stored = compression switch { "gzip" => Layer.Gzip(tar), "zstd" => zstd.Wrap(tar).ToArray(), _ => tar };

        var entries = await Layer.ReadAsync(stored, diffId: Digest.Of(tar));

        Assert.Equal(200_000, entries["file"].Text.Length);
    }

    [Theory]
    [InlineData("../etc/passwd", "'..'")]
    [InlineData("a/../../etc/passwd", "'..'")]
    [InlineData("/../etc/passwd", "'..'")]
    [InlineData("a/.wh...", "names no file")]
    [InlineData("a/.wh.", "names no file")]
    [InlineData("a/.wh.b/c", "below a removal mark")]
    [InlineData("/", "replace the image's root")]
    public async Task ReadAsync_NameThatEscapes_Refused(string name, string because)
    {
        var tar = await Layer.TarAsync(File(TarEntryFormat.Pax, name, "x"));

        await AssertRefusedAsync(tar, because);
    }

    [Theory]
    [InlineData("../outside", "'..'")]
    [InlineData("hard", "no usable target")]
    public async Task ReadAsync_HardLinkThatEscapes_Refused(string target, string because) =>
        await AssertRefusedAsync(await Layer.TarAsync(Link(TarEntryFormat.Pax, TarEntryType.HardLink, "hard", target)), because);

    [Theory]
    [InlineData(TarEntryType.CharacterDevice, "device node, 'dev/sda'")]
    [InlineData(TarEntryType.BlockDevice, "device node, 'dev/sda'")]
    [InlineData(TarEntryType.Fifo, "named pipe, 'dev/sda'")]
    public async Task ReadAsync_SpecialFile_Refused(TarEntryType type, string because) =>
        await AssertRefusedAsync(await Layer.TarAsync(new PaxTarEntry(type, "dev/sda")), because);

    [Fact]
    public async Task ReadAsync_PaxNameBehindAHarmlessOne_IsTheOneThatCounts()
    {
        var harmless = await Layer.TarAsync(File(TarEntryFormat.Ustar, "harmless", ""));

        await AssertRefusedAsync(WithExtendedHeader('x', "22 path=../../outside\n"u8.ToArray(), harmless), "'..'");
    }

    [Fact]
    public async Task ReadAsync_GnuLongNameBehindAHarmlessOne_IsTheOneThatCounts()
    {
        var harmless = await Layer.TarAsync(File(TarEntryFormat.Ustar, "harmless", ""));

        await AssertRefusedAsync(WithExtendedHeader('L', "../../outside\0"u8.ToArray(), harmless), "'..'");
    }

    [Fact]
    public async Task ReadAsync_HugeExtendedHeader_RefusedBeforeItIsRead()
    {
        var header = WithExtendedHeader('L', [], []);
        Encoding.ASCII.GetBytes("77777777777").CopyTo(header, 124);
        Seal(header);

        await AssertRefusedAsync(header, "extended header of 8589934591 bytes");
    }

    [Fact]
    public async Task ReadAsync_DamagedPaxRecord_Refused() =>
        await AssertRefusedAsync(WithExtendedHeader('x', "99 path=a\n"u8.ToArray(), []), "pax");

    [Fact]
    public async Task ReadAsync_Whiteouts_AreSurfaced()
    {
        var tar = await Layer.TarAsync(
            File(TarEntryFormat.Pax, "etc/.wh.passwd", ""),
            File(TarEntryFormat.Pax, "var/.wh..wh..opq", ""),
            File(TarEntryFormat.Pax, ".wh..wh.plnk", ""),
            File(TarEntryFormat.Pax, ".wh.opt", ""));

        var entries = await Layer.ReadAsync(tar);

        Assert.Equal(["etc/passwd", "var", "opt"], entries.Keys);
        Assert.Equal([LayerEntryKind.Whiteout, LayerEntryKind.OpaqueDirectory, LayerEntryKind.Whiteout],
            entries.Values.Select(entry => entry.Entry.Kind));
    }

    [Fact]
    public async Task ReadAsync_NamesWithSlashOrDotInFront_AreTheSameNames()
    {
        var tar = await Layer.TarAsync(
            new PaxTarEntry(TarEntryType.Directory, "./"), File(TarEntryFormat.Pax, "./a//b", "1"),
            File(TarEntryFormat.Pax, "/ko-app/main", "2"));

        var entries = await Layer.ReadAsync(tar);

        Assert.Equal(["", "a/b", "ko-app/main"], entries.Keys);
    }

    [Fact]
    public async Task ReadAsync_WrongDigest_FailsAtTheEnd()
    {
        var tar = await Layer.TarAsync(File(TarEntryFormat.Pax, "file", "text"));
        var descriptor = Layer.Describe(tar) with { Digest = Digest.Of("something else"u8) };

        var error = await Assert.ThrowsAsync<LayerFormatException>(() => Layer.ReadAsync(tar, descriptor));

        Assert.Contains("has the digest", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_WrongDiffId_Fails()
    {
        var tar = await Layer.TarAsync(File(TarEntryFormat.Pax, "file", "text"));

        await Assert.ThrowsAsync<LayerFormatException>(() => Layer.ReadAsync(Layer.Gzip(tar), diffId: Digest.Of("something else"u8)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_TruncatedLayer_Fails(bool compressed)
    {
        var tar = await Layer.TarAsync(File(TarEntryFormat.Pax, "file", new string('x', 10_000)));
        var whole = compressed ? Layer.Gzip(tar) : tar;

        await Assert.ThrowsAsync<LayerFormatException>(() => Layer.ReadAsync(whole[..^100], Layer.Describe(whole)));
        await Assert.ThrowsAsync<LayerFormatException>(() => Layer.ReadAsync(whole[..(whole.Length / 2)]));
    }

    [Fact]
    public async Task ReadAsync_NoTarAtAll_Fails() => await AssertRefusedAsync(Encoding.ASCII.GetBytes(new string('?', 1024)), "no");

    [Fact]
    public async Task ReadAsync_TooManyEntriesOrBytes_Fails()
    {
        var tar = await Layer.TarAsync(File(TarEntryFormat.Pax, "a", "1"), File(TarEntryFormat.Pax, "b", new string('x', 20_000)));

        var entries = await Assert.ThrowsAsync<LayerFormatException>(() => Layer.ReadAsync(tar, limits: new LayerLimits { Entries = 1 }));
        var bytes = await Assert.ThrowsAsync<LayerFormatException>(
            () => Layer.ReadAsync(Layer.Gzip(tar), limits: new LayerLimits { Bytes = 8000 }));

        Assert.Contains("more than 1 entries", entries.Message, StringComparison.Ordinal);
        Assert.Contains("more than 8000 bytes", bytes.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_ContentLeftUnread_GoesOnWithTheNextEntry()
    {
        var tar = await Layer.TarAsync(File(TarEntryFormat.Pax, "a", new string('x', 3000)), File(TarEntryFormat.Pax, "b", "text"));
        await using var reader = new LayerReader(new MemoryStream(tar), Layer.Describe(tar));
        var names = new List<string>();

        await foreach (var entry in reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            names.Add(entry.Path);
        }

        Assert.Equal(["a", "b"], names);
    }

    private static async Task AssertRefusedAsync(byte[] layer, string because)
    {
        var error = await Assert.ThrowsAsync<LayerFormatException>(() => Layer.ReadAsync(layer));
        Assert.Contains(because, error.Message, StringComparison.Ordinal);
    }

    private static TarEntry File(TarEntryFormat format, string name, string text)
    {
        var type = format == TarEntryFormat.V7 ? TarEntryType.V7RegularFile : TarEntryType.RegularFile;
        var entry = New(format, type, name);
        entry.DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return entry;
    }

    private static TarEntry Link(TarEntryFormat format, TarEntryType type, string name, string target)
    {
        var entry = New(format, type, name);
        entry.LinkName = target;
        return entry;
    }

    private static TarEntry New(TarEntryFormat format, TarEntryType type, string name) => format switch
    {
        TarEntryFormat.V7 => new V7TarEntry(type, name),
        TarEntryFormat.Ustar => new UstarTarEntry(type, name),
        TarEntryFormat.Gnu => new GnuTarEntry(type, name),
        _ => new PaxTarEntry(type, name),
    };

    private static byte[] WithExtendedHeader(char type, byte[] content, byte[] rest)
    {
        var block = new byte[512];
        Encoding.ASCII.GetBytes(Convert.ToString(content.Length, 8).PadLeft(11, '0')).CopyTo(block, 124);
        block[156] = (byte)type;
        "ustar\000"u8.CopyTo(block.AsSpan(257));
        Seal(block);
        var padded = new byte[(content.Length + 511) / 512 * 512];
        content.CopyTo(padded, 0);
        return [.. block, .. padded, .. rest];
    }

    private static void Seal(byte[] block)
    {
        block.AsSpan(148, 8).Fill((byte)' ');
        Encoding.ASCII.GetBytes(Convert.ToString(block.Take(512).Sum(b => b), 8).PadLeft(6, '0') + "\0 ").CopyTo(block, 148);
    }
}
