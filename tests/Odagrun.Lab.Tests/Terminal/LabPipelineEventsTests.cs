using Odagrun.Lab.Terminal;
using Odagrun.Lab.Tests.Server;
using Odagrun.Lab.Tests.Web;

namespace Odagrun.Lab.Tests.Terminal;

public sealed class LabPipelineEventsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pipeline_OfALab_IsShownWithItsWholeLog()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var runner = new TestRunner(lab, lab.CreateRunner().Token);
        var pipeline = await PageScene.CreatePipelineAsync(lab, "unit: { script: [make check], retry: 1 }");
        using var output = new StringWriter();
        var showing = new PlainDisplay(output).ShowAsync(new LabPipelineEvents(lab).FollowAsync(pipeline, Token), Token);

        var first = await runner.TakeAsync();
        await first.StartAsync();
        await first.WriteAsync("first try");
        await first.FinishAsync("failed", "script_failure", 1);
        var second = await runner.TakeAsync();
        await second.StartAsync();
        await second.WriteAsync(string.Concat(Enumerable.Range(1, 200_000).Select(i => $"line {i} of the second try\n")));
        await second.FinishAsync();
        await showing;

        var lines = output.ToString().Split('\n');
        Assert.Equal(1, lines.Count(line => line == "unit │ first try"));
        Assert.Equal(200_000, lines.Count(line => line.EndsWith("of the second try", StringComparison.Ordinal)));
        Assert.Equal("unit ▸ success", lines[^2]);
    }
}
