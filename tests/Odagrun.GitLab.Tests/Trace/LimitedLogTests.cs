using System.Text;
using Odagrun.GitLab.Trace;
using Odagrun.Stack;

namespace Odagrun.GitLab.Tests.Trace;

/// <summary>Limit, notice and checksum (kinds of cases: gitlab-runner's helpers/trace/buffer_test.go).</summary>
public sealed class LimitedLogTests : IDisposable
{
    private const string Notice =
        "\n\x1b[33;1mJob's log exceeded limit of 10 bytes.\nJob execution will continue but no more output will be collected.\x1b[0;m\n";

    private readonly WorkDirectory _directory = WorkDirectory.Create("buffer");
    private readonly TraceBuffer _buffer;

    public LimitedLogTests() => _buffer = TraceBuffer.Create(_directory.File("log"));

    public void Dispose()
    {
        _buffer.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void Append_BeyondLimit_CutsAndSaysSoOnce()
    {
        var log = new LimitedLog(_buffer, 10);

        for (var round = 0; round < 20; round++)
        {
            log.Append("This is the long message"u8, own: false);
        }

        Assert.Equal($"This is th{Notice}", Text());
        Assert.True(log.IsFull);

        // The checksum GitLab Runner's own test names for these bytes.
        Assert.Equal("crc32:295921ca", _buffer.Checksum.ToWire());
        Assert.Equal(_buffer.Length, _buffer.Checksum.ByteSize);
    }

    [Fact]
    public void Append_ExactlyTheLimit_IsNotCut()
    {
        var log = new LimitedLog(_buffer, 10);

        log.Append("0123456789"u8, own: false);

        Assert.Equal("0123456789", Text());
        Assert.False(log.IsFull);
    }

    [Fact]
    public void Append_LimitInsideACharacter_CutsBeforeIt()
    {
        var log = new LimitedLog(_buffer, 10);

        log.Append("12345678€uro"u8, own: false);

        Assert.Equal($"12345678{Notice}", Text());
    }

    [Fact]
    public void Append_OwnLinesBeyondLimit_HaveSomeRoom()
    {
        var log = new LimitedLog(_buffer, 10);

        log.Append("0123456789A"u8, own: false);
        log.Append("job again\n"u8, own: false);
        log.Append("ERROR: Job failed: exit code 1\n"u8, own: true);
        log.Append(Encoding.UTF8.GetBytes(new string('x', 70_000)), own: true);

        Assert.Equal($"0123456789{Notice}ERROR: Job failed: exit code 1\n", Text());
    }

    [Fact]
    public void Append_DiskFull_GoesOnInMemoryAndThenSaysWhy()
    {
        using var full = new TraceBuffer(File.OpenHandle("/dev/full", FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite));
        var log = new LimitedLog(full, 16 << 20);

        log.Append("first line\n"u8, own: false);
        for (var kilobytes = 0; kilobytes < 1200; kilobytes++)
        {
            log.Append(Encoding.UTF8.GetBytes(new string('y', 1023) + "\n"), own: false);
        }

        var bytes = new byte[2 << 20];
        var text = Encoding.UTF8.GetString(bytes, 0, full.Read(0, bytes));
        Assert.StartsWith("first line\nyyy", text, StringComparison.Ordinal);
        Assert.Contains("Job's log could not be kept: No space left on device", text, StringComparison.Ordinal);
        Assert.True(log.IsFull);
        Assert.Equal(text.Length, full.Length);
    }

    [Fact]
    public void Read_AnyOffset_GivesWhatIsThere()
    {
        _buffer.Append("0123456789"u8);
        var bytes = new byte[4];

        Assert.Equal(4, _buffer.Read(3, bytes));
        Assert.Equal("3456"u8.ToArray(), bytes);
        Assert.Equal(2, _buffer.Read(8, bytes));
        Assert.Equal(0, _buffer.Read(10, bytes));
    }

    private string Text()
    {
        var bytes = new byte[100_000];
        return Encoding.UTF8.GetString(bytes, 0, _buffer.Read(0, bytes));
    }
}
