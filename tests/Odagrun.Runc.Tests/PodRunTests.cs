using Odagrun.Jobs.Pods;
using Odagrun.Runc.Tests.Lab;

namespace Odagrun.Runc.Tests;

public sealed class PodRunTests(ImageLab images)
{
    [Fact]
    public async Task Pod_LeavesAWord_ItIsRead()
    {
        await using var lab = PodLab.Create();
        var image = await images.ScriptAsync(
            lab, """echo '{"reported":true,"state":"failed","exitCode":3,"message":"done"}' > $ODAGRUN_TERMINATION_LOG; exit 3""");

        var status = await lab.RunAsync(PodLab.Request(image));

        Assert.Equal(
            (3, "failed", "done", null), (status.ExitCode, status.Termination?.State, status.Termination?.Message, status.Failure));
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

    [Fact]
    public async Task Container_LooksAround_IsRestricted()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "the configured uid needs root, or further users in a user namespace");
        await using var lab = PodLab.Create(("Uid", "12345"));

        // runc hands a container's stdout and stderr on through a pipe each, so their lines come out in any order: one is enough here.
        var request = PodLab.Request(await images.ScriptAsync(lab, """
            exec 2>/dev/null
            id -u; id -g; pwd; grep -E 'CapEff|CapBnd|NoNewPrivs|Seccomp:' /proc/self/status; cat /.odagrun/job/envelope; echo
            echo $ODAGRUN_JOB_NAME $FROM_IMAGE; hostname; touch /etc/x || echo no; echo x > /proc/sys/kernel/hostname || echo no
            unshare -U true || echo no; mount -t tmpfs t /tmp || echo no; echo x > /.odagrun/job/envelope || echo no; echo $$
            """));

        await lab.RunAsync(request);

        var lines = lab.Output(request.Job).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            [
                "12345", "0", "/", "CapEff:\t0000000000000000", "CapBnd:\t0000000000000000", "NoNewPrivs:\t1", "Seccomp:\t2", "sealed",
                $"{request.Job} yes", request.Job.ToString(), "no", "no", "no", "no", "no", "1",
            ],
            lines);
    }

    [Fact]
    public async Task Container_PrintsTooMuch_TheLastOfItIsKept()
    {
        await using var lab = PodLab.Create((nameof(RuncOptions.OutputBytes), "65536"));
        var request = PodLab.Request(
            await images.ScriptAsync(lab, "dd if=/dev/zero bs=1024 count=4096 2>/dev/null | tr '\\0' x; echo; echo the end; exit 4"));

        var status = await lab.RunAsync(request);

        Assert.Equal(4, status.ExitCode);
        var kept = new DirectoryInfo(lab.Get<StorePaths>().Pod(request.Job).Directory).GetFiles("output*");
        Assert.Equal(["output", "output.1"], kept.Select(file => file.Name).Order());
        Assert.InRange(kept.Sum(file => file.Length), 1024, 65536 + 2);
        Assert.EndsWith("x\nthe end\n", lab.Output(request.Job), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_UsesTooMuchMemory_OutOfMemoryWithLimitAndPeak()
    {
        await using var lab = PodLab.Create();
        var image = await images.ScriptAsync(lab, "exec tail /dev/zero");

        var status = await lab.RunAsync(PodLab.Request(image, limits: new PodLimits(MemoryBytes: 16 << 20)));

        Assert.SkipWhen(
            lab.Log.Lines.Any(line => line.Contains("without memory", StringComparison.Ordinal)), "control groups can't be made here");
        Assert.Equal(PodFailure.OutOfMemory, status.Failure);
        Assert.Contains("the limit is 16 MiB, at most 16 MiB were used", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Container_IsKilledFromOutside_Killed()
    {
        await using var lab = PodLab.Create();
        var job = await lab.StartAsync(PodLab.Request(await images.ScriptAsync(lab, "sleep 1000")));

        Assert.True(Pods.ContainerProcess.Signal(lab.Get<StorePaths>().Pod(job), 9));

        var status = await lab.EndAsync(job);
        Assert.Equal((137, PodFailure.Killed), (status.ExitCode, status.Failure));
        Assert.Contains("SIGKILL", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pod_RunsTooLong_DeadlineExceeded()
    {
        await using var lab = PodLab.Create(("Overtime", "00:00:00"));

        var status = await lab.RunAsync(PodLab.Request(await images.ScriptAsync(lab, "sleep 1000"), timeout: TimeSpan.FromSeconds(1)));

        Assert.Equal(PodFailure.DeadlineExceeded, status.Failure);
    }

    [Fact]
    public async Task Pod_RunningAndUnknown_IsTold()
    {
        await using var lab = PodLab.Create();
        var cancellationToken = TestContext.Current.CancellationToken;
        var job = await lab.StartAsync(PodLab.Request(await images.ScriptAsync(lab, "sleep 1000")));

        Assert.Equal(PodPhase.Running, (await lab.Launcher.GetAsync(job, cancellationToken)).Phase);
        Assert.Equal(PodPhase.Running, (await lab.Launcher.WaitAsync(job, null, TimeSpan.Zero, cancellationToken)).Phase);
        Assert.Equal(PodPhase.NotFound, (await lab.Launcher.GetAsync(PodLab.NewJob(), cancellationToken)).Phase);
        Assert.Equal([job], await lab.Launcher.ListAsync(cancellationToken));
    }
}
