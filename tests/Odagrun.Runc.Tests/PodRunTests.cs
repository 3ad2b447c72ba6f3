using Odagrun.Jobs.Pods;
using Odagrun.Runc.Tests.Lab;

namespace Odagrun.Runc.Tests;

public sealed class PodRunTests(ImageLab images)
{
    [Fact]
    public async Task Pod_LeavesAWord_ItIsRead()
    {
        await using var lab = PodLab.Create();
        var image = await images.ScriptAsync(lab, """echo '{"reported":true,"state":"failed","exitCode":3,"message":"done"}' > $ODAGRUN_TERMINATION_LOG; exit 3""");

        var status = await lab.RunAsync(PodLab.Request(image));

        Assert.Equal((3, "failed", "done", null), (status.ExitCode, status.Termination?.State, status.Termination?.Message, status.Failure));
        Assert.True(status.StartedAt <= status.FinishedAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(42)]
    public async Task Pod_EndsWithoutAWord_ExecutorCrashedWithItsCode(int code)
    {
        await using var lab = PodLab.Create();

        var status = await lab.RunAsync(PodLab.Request(await images.ScriptAsync(lab, $"exit {code}")));

        Assert.Equal((code, PodFailure.ExecutorCrashed, null), (status.ExitCode, status.Failure, status.Termination));
    }
}
