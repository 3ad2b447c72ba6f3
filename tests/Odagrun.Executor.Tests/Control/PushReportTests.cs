using Odagrun.Executor.Commands.Images;
using Odagrun.Oci.Pushing;

namespace Odagrun.Executor.Tests.Control;

/// <summary>What the log says of a push while it goes on.</summary>
public sealed class PushReportTests
{
    [Theory]
    [InlineData(0, null, "read 7 entries, 0 B, 0 B/s; sent 1.00 KiB")]
    [InlineData(3 << 20, null, "read 7 entries, 3.00 MiB, 1.50 MiB/s; sent 1.00 KiB")]
    [InlineData(3 << 20, 12L << 20, "read 7 entries, 3.00 MiB of 12.0 MiB (25 %), 1.50 MiB/s; sent 1.00 KiB")]
    [InlineData(3 << 20, 1L << 20, "read 7 entries, 3.00 MiB of 3.00 MiB (100 %), 1.50 MiB/s; sent 1.00 KiB")]
    public void Progress_IsToldInBytesPercentAndRate(long tar, long? expected, string said) =>
        Assert.Equal(said, PushReport.Describe(new LayerProgress(7, tar, expected, 1024), TimeSpan.FromSeconds(2)));
}
