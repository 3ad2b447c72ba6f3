using Odagrun.Executor.Tests.Git;

namespace Odagrun.Executor.Tests.Published;

/// <summary>What stands around a service's own program.</summary>
public sealed class RunServiceTests(PublishedExecutor executor) : IClassFixture<PublishedExecutor>
{
    [Fact]
    public async Task Service_ThatEndsItself_HasItsOutputTwiceAndItsExitCode()
    {
        await using var service = ServiceProcess.Start(executor, "echo $GREETING from $(basename $PWD); echo problem >&2; exit 7");

        Assert.Equal(7, await service.WaitAsync());
        Assert.Contains("hello from odagrun-", service.Output, StringComparison.Ordinal);
        Assert.Contains("problem", service.Output, StringComparison.Ordinal);
        Assert.Contains("hello from odagrun-", service.Log, StringComparison.Ordinal);
        Assert.Contains("problem", service.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_LookingAround_FindsNoKey()
    {
        await using var service = ServiceProcess.Start(
            executor, "echo $(env | grep -c ODAGRUN_) variables of ours; tr '\\0' '\\n' < /proc/$PPID/environ || true");

        Assert.Equal(0, await service.WaitAsync());
        Assert.Contains("\n0 variables of ours\n", "\n" + service.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(service.Key, service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_WhoseJobIsDone_IsAskedToEnd()
    {
        await using var service = ServiceProcess.Start(
            executor, "trap 'echo shutting down; exit 0' TERM; echo up; while :; do sleep 0.1; done");
        await service.WaitForLineAsync("up");

        service.End();

        Assert.Equal(0, await service.WaitAsync());
        Assert.Contains("shutting down", service.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_ThatDoesNotListen_IsKilled()
    {
        await using var service = ServiceProcess.Start(executor, "trap '' TERM; echo up; while :; do sleep 0.1; done");
        await service.WaitForLineAsync("up");

        service.End();

        Assert.Equal(128 + 9, await service.WaitAsync());
    }

    [Fact]
    public async Task Signal_FromOutside_IsPassedOn()
    {
        await using var service = ServiceProcess.Start(executor, "trap 'echo heard; exit 4' TERM; echo up; while :; do sleep 0.1; done");
        await service.WaitForLineAsync("up");

        service.Terminate();

        Assert.Equal(4, await service.WaitAsync());
        Assert.Contains("heard", service.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_AtItsLimit_SaysSoAndTakesNoMore()
    {
        await using var service = ServiceProcess.Start(
            executor, "for i in $(seq 1 200); do echo line $i; done", envelope => envelope with { LogLimit = 100 });

        Assert.Equal(0, await service.WaitAsync());
        Assert.Contains("has reached its limit", service.Log, StringComparison.Ordinal);
        Assert.StartsWith("line 1\n", service.Log, StringComparison.Ordinal);
        Assert.True(service.Log.Length < 300, service.Log);
        Assert.Contains("line 200", service.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_ThatIsNotThere_IsNamedInOutputAndLog()
    {
        await using var service = ServiceProcess.Start(executor, "", envelope => envelope with { Arguments = ["/no/such/program"] });

        Assert.Equal(ExitCode.CannotStart, await service.WaitAsync());
        Assert.Contains("/no/such/program", service.Output, StringComparison.Ordinal);
        Assert.Contains("/no/such/program", service.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Log_ThatCannotBeWritten_DoesNotKeepTheServiceFromRunning()
    {
        await using var service = ServiceProcess.Start(executor, "echo on", envelope => envelope with { Log = "/proc/none/log" });

        Assert.Equal(0, await service.WaitAsync());
        Assert.Contains("is not kept for the job", service.Output, StringComparison.Ordinal);
    }
}
