namespace Odagrun.Executor.Tests.Published;

/// <summary>What a pod in a cluster finds: an envelope in pieces, a log that somebody has begun.</summary>
public sealed class HandoverTests
{
    [Fact]
    public async Task Envelope_InPieces_IsPutTogether()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Pieces = 3;
        scene.Job.Script("echo whole");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("\nwhole\n", result.Trace, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trace_ThatSomebodyHasBegun_IsGoneOnWithAndHasNoChecksum()
    {
        const string waiting = "Waiting for room in the cluster\n";
        await using var scene = await JobScene.CreateAsync();
        scene.GitLab.Prefill(waiting);
        scene.Job.Script("echo script ran");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.StartsWith(waiting + "Running with odagrun", result.Trace, StringComparison.Ordinal);
        Assert.Contains("\nscript ran\n", result.Trace, StringComparison.Ordinal);
        Assert.False(result.Final.TryGetProperty("output", out _), result.Final.ToString());
        Assert.False(result.Final.TryGetProperty("checksum", out _), result.Final.ToString());
    }

    [Fact]
    public async Task Trace_OfOurOwn_HasAChecksum()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Script("true");

        var result = await scene.Job.RunAsync();

        Assert.Equal(result.Trace.Length, result.Final.GetProperty("output").GetProperty("bytesize").GetInt32());
    }
}
