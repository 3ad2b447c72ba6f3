using System.Buffers;
using System.Text;
using Odagrun.GitLab.Trace;

namespace Odagrun.GitLab.Tests.Trace;

public sealed class Utf8RepairTests
{
    public static TheoryData<byte[], string> Broken => new()
    {
        { [0x61, 0xFF, 0x62], "a\uFFFDb" },
        { [0xFE, 0xFE], "\uFFFD\uFFFD" },
        { [0xC3], "\uFFFD" },
        { [0xE2, 0x82], "\uFFFD" },
        { [0xE2, 0x82, 0x61], "\uFFFDa" },
        { [0x80, 0x61], "\uFFFDa" },
        { [0xF0, 0x9F, 0x98, 0x80], "\U0001F600" },
        { [0xED, 0xA0, 0x80], "\uFFFD\uFFFD\uFFFD" },
        { [0xC3, 0xC3, 0xA4], "\uFFFDä" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Write_AnyChunking_ReplacesOnlyWhatIsBroken(byte[] bytes, string expected)
    {
        for (var size = 1; size <= bytes.Length; size++)
        {
            Assert.Equal(expected, Repair(bytes, size));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    public void Write_GoodTextInPieces_StaysAsItIs(int size)
    {
        const string text = "aäß€\U0001F600 zoë \u4E2D\u6587\n";

        Assert.Equal(text, Repair(Encoding.UTF8.GetBytes(text), size));
    }

    [Fact]
    public void Write_RandomBytes_GivesValidTextWhateverTheChunking()
    {
        var random = new Random(3);
        var bytes = new byte[5000];
        random.NextBytes(bytes);

        var whole = Repair(bytes, bytes.Length);

        Assert.Equal(Encoding.UTF8.GetString(bytes), whole);
        Assert.All([1, 2, 3, 7, 64], size => Assert.Equal(whole, Repair(bytes, size)));
    }

    private static string Repair(byte[] bytes, int size)
    {
        var output = new ArrayBufferWriter<byte>();
        var repair = new Utf8Repair();
        foreach (var piece in bytes.Chunk(size))
        {
            repair.Write(piece, output);
        }

        repair.Flush(output);
        return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(output.WrittenSpan);
    }
}
