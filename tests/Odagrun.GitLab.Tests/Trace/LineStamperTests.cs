using System.Buffers;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Odagrun.GitLab.Trace;

namespace Odagrun.GitLab.Tests.Trace;

/// <summary>Exact bytes of stamped lines; <c>|</c> ends a write (kinds of cases: gitlab-runner's timestamper_test.go).</summary>
public sealed class LineStamperTests
{
    [Theory]
    [InlineData("one\n", "H one\n")]
    [InlineData("split |up |line\n", "H split up line\n")]
    [InlineData("a\nb\n\nc\n", "H a\nH b\nH \nH c\n")]
    [InlineData("no end", "H no end\n")]
    [InlineData("bar: |.\r|.\r|.\r|done\r\nnext\n", "H bar: .\r\nP.\r\nP.\r\nPdone\r\nH next\n")]
    [InlineData("windows\r\n", "H windows\r\n")]
    [InlineData("\r\r\r\n", "H \r\r\r\n")]
    [InlineData("\nstart|\nend\n", "H \nH start\nH end\n")]
    [InlineData("mark\r\u001b[0K|mark2\r\u001b[0K", "H mark\r\u001b[0K\nPmark2\r\u001b[0K\n")]
    [InlineData("", "")]
    public void Write_Parts_GivesLines(string text, string expected)
    {
        const string stamp = "2026-01-02T03:04:05.060070Z ffE";
        Assert.Equal(expected.Replace("H", stamp, StringComparison.Ordinal).Replace("P", $"{stamp}+", StringComparison.Ordinal),
            Stamp(text.Split('|')));
    }

    [Fact]
    public void Write_MoreThanEightKibibytesWithoutNewline_IsSentAsPart()
    {
        var first = new string('.', 8192);
        var second = new string(',', 9000);

        const string stamp = "2026-01-02T03:04:05.060070Z ffE";
        Assert.Equal($"{stamp} begin{first}\n{stamp}+{second}\n{stamp}+end\n", Stamp("begin", first, second, "end\n"));
    }

    [Theory]
    [InlineData(0, false, "00O")]
    [InlineData(1, true, "01E")]
    [InlineData(15, false, "0fO")]
    public void Write_Stream_IsNamed(byte number, bool error, string expected)
    {
        var output = new ArrayBufferWriter<byte>();

        new LineStamper(new TraceStream(number, error), Clock()).Write("x\n"u8, output);

        Assert.Equal($"2026-01-02T03:04:05.060070Z {expected} x\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static FakeTimeProvider Clock() => new(new DateTimeOffset(2026, 1, 2, 5, 4, 5, 60, 70, TimeSpan.FromHours(2)));

    private static string Stamp(params string[] writes)
    {
        var output = new ArrayBufferWriter<byte>();
        var stamper = new LineStamper(new TraceStream(255, true), Clock());
        foreach (var write in writes)
        {
            stamper.Write(Encoding.UTF8.GetBytes(write), output);
        }

        stamper.Flush(output);
        stamper.Flush(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
