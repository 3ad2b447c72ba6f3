namespace Odagrun.Executor.Tests.Published;

/// <summary>Every node pulls the executor's layer once, and every image of a job holds it.</summary>
public sealed class LayerSizeTests
{
    private const long Most = 12_000_000;

    [Fact]
    public void Layer_AsItIsBuilt_StaysWithinTwelveMegabytes() =>
        Assert.InRange(new FileInfo(ExecutorLayer.Archive).Length, 1, Most);
}
