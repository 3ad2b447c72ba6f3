using Odagrun.Lab;
using Odagrun.Stack;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>A runner whose token GitLab does not know, beside one whose token is good.</summary>
public sealed class WrongTokenTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Token_ThatGitLabRefuses_IsSaidOnceThenPolledRarely_AndHoldsNobodyUp()
    {
        var port = FreePort.Next();
        await using var rig = await Rig.StartAsync(
            Cancellation,
            new LabOptions { Port = port, TraceUpdateInterval = TimeSpan.FromSeconds(1) },
            settings: new Dictionary<string, string>
            {
                ["Odagrun__Runners__1__Name"] = "stale",
                ["Odagrun__Runners__1__Url"] = $"http://127.0.0.1:{port}",
                ["Odagrun__Runners__1__Token"] = "glrt-of-another-server",
                ["Odagrun__Runners__1__CheckInterval"] = "00:00:01",
            });

        var said = await rig.Installation.Host.WaitForLineAsync("refuses its token", Cancellation).WaitAsync(
            TimeSpan.FromMinutes(1), Cancellation);
        var refused = Refused(rig);
        var pipeline = await rig.RunToEndAsync("good: { image: IMAGE, script: [sleep 3] }", Cancellation);

        rig.AssertGreen(pipeline, "good");
        Assert.Contains($"Runner stale: GitLab at http://127.0.0.1:{port}", said, StringComparison.Ordinal);
        Assert.Contains("Give it a valid token (Odagrun:Runners", said, StringComparison.Ordinal);
        Assert.Equal(refused, Refused(rig));
        Assert.InRange(refused, 1, 3);
        Assert.Single(rig.Installation.Host.Output.Split('\n'), line => line.Contains("refuses its token", StringComparison.Ordinal));
        Assert.DoesNotContain("glrt-of-another-server", rig.Installation.Host.Output, StringComparison.Ordinal);
    }

    private static int Refused(Rig rig) => rig.Lab.Transcript.Count(request => request.Status == 403);
}
