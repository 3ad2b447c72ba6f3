using System.Text;
using Odagrun.Lab.Terminal;

namespace Odagrun.Lab.Tests.Terminal;

public sealed class LogLinesTests
{
    private const string Stamp = "2026-01-02T03:04:05.123456Z";

    [Theory]
    [InlineData("one\ntwo", "one|two")]
    [InlineData("one\r\n\ntwo\r\n", "one||two")]
    [InlineData("10%\r50%\r100%\ndone\n", "100%|done")]
    [InlineData("\e[32;1mgreen\e[0m\n", "\e[32;1mgreen\e[0m")]
    [InlineData("\e[2K\e[1Aup\e[?25l\n", "up")]
    [InlineData("\e]0;title\atext\e]52;c;ZXZpbA==\e\\ more\n", "text more")]
    [InlineData("a\u0007b\0c\u009bd\te\n", "abcd\te")]
    [InlineData("section_start:1:a\r\e[0KHead\nx\nsection_end:2:a\r\e[0K\n", "Head|x")]
    [InlineData("section_end:2:a\r\e[0Ksection_start:2:b[collapsed=true]\r\e[0K\e[36;1mTwo\e[0;m\n", "\e[36;1mTwo\e[0;m")]
    [InlineData("echo section_start:1:a\n", "echo section_start:1:a")]
    [InlineData(Stamp + " 00O Running\n" + Stamp + " 01E wrong\n", "Running|wrong")]
    [InlineData(Stamp + " 01O 10%\r\n" + Stamp + " 01O+20%\r\n" + Stamp + " 01O+done\n" + Stamp + " 01O next\n", "done|next")]
    [InlineData(Stamp + " 01O 99%\r\n", "99%")]
    [InlineData(
        Stamp + " 00O section_start:5:get\r\n" + Stamp + " 00O+\e[0KGetting\n" + Stamp + " 00O section_end:6:get\r\e[0K\n", "Getting")]
    public void Log_AsRunnersWriteIt_BecomesLines(string log, string expected)
    {
        Assert.Equal(expected.Split('|'), Lines(log, int.MaxValue));
    }

    [Fact]
    public void Log_InPiecesOfAnySize_GivesTheSameLines()
    {
        const string Log = "grün 😀\r\n" + Stamp + " 01O 10%\r\n" + Stamp + " 0fE service\n" + Stamp
            + " 01O+\e[31mdone\e[0m\nsection_start:1:a\r\e[0KHead\nend";
        var whole = Lines(Log, int.MaxValue);
        Assert.Equal(["grün 😀", "service", "\e[31mdone\e[0m", "Head", "end"], whole);

        foreach (var size in new[] { 1, 2, 3, 7, 40 })
        {
            Assert.Equal(whole, Lines(Log, size));
        }
    }

    [Fact]
    public void Log_OfTenMegabytesOnOneLine_ComesInParts()
    {
        var lines = Lines(new string('x', 10_000_000) + "\nend\n", 64 * 1024);

        Assert.Equal("end", lines[^1]);
        Assert.Equal(10_000_000, lines.SkipLast(1).Sum(line => line.Length));
        Assert.All(lines, line => Assert.InRange(line.Length, 0, 128 * 1024));
    }

    [Fact]
    public void Log_NotUtf8_ShowsReplacementCharacters()
    {
        var log = new LogLines();
        Assert.Equal(["a\ufffdb"], log.Take([0x61, 0xff, 0x62, 0x0a]));
    }

    private static List<string> Lines(string log, int size)
    {
        var reader = new LogLines();
        var lines = new List<string>();
        foreach (var piece in Encoding.UTF8.GetBytes(log).Chunk(size))
        {
            lines.AddRange(reader.Take(piece));
        }

        lines.AddRange(reader.Finish());
        return lines;
    }
}
