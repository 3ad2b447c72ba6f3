using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Runc.Tests.Lab;

namespace Odagrun.Runc.Tests;

public sealed class PodDeleteTests(ImageLab images)
{
    [Fact]
    public async Task Delete_Running_IsAskedFirst()
    {
        await using var lab = PodLab.Create();
        var request = PodLab.Request(
            await images.ScriptAsync(lab, "trap 'echo asked; exit 0' TERM; echo ready; while :; do sleep 0.05; done"));
        await lab.StartAsync(request);
        await UntilAsync(() => lab.Output(request.Job).Contains("ready", StringComparison.Ordinal));
        using var output = File.OpenText(Path.Combine(lab.Directory, "pods", request.Job.ToString(), "output"));

        await lab.Launcher.DeleteAsync(request.Job, failed: false, TestContext.Current.CancellationToken);

        Assert.Equal("ready\nasked\n", await output.ReadToEndAsync(TestContext.Current.CancellationToken));
        await AssertNothingLeftAsync(lab, request.Job);
    }

    [Fact]
    public async Task Delete_DeafToTerm_IsKilled()
    {
        await using var lab = PodLab.Create(("Grace", "00:00:01"));
        var job = await lab.StartAsync(PodLab.Request(await images.ScriptAsync(lab, "trap '' TERM; while :; do sleep 0.1; done")));

        await lab.Launcher.DeleteAsync(job, failed: false, TestContext.Current.CancellationToken);

        await AssertNothingLeftAsync(lab, job);
        Assert.Contains(lab.Log.Lines, line => line.Contains("did not end when asked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Delete_EndedOrUnknown_LeavesNothing()
    {
        await using var lab = PodLab.Create();
        var request = PodLab.Request(await images.ScriptAsync(lab, "mkdir -p /tmp/a/b; chmod 0 /tmp/a"));
        await lab.RunAsync(request);

        await lab.Launcher.DeleteAsync(request.Job, failed: false, TestContext.Current.CancellationToken);
        await lab.Launcher.DeleteAsync(request.Job, failed: false, TestContext.Current.CancellationToken);
        await lab.Launcher.DeleteAsync(PodLab.NewJob(), failed: false, TestContext.Current.CancellationToken);

        await AssertNothingLeftAsync(lab, request.Job);
    }

    [Fact]
    public async Task Delete_SupervisorKilled_ContainerIsEndedToo()
    {
        await using var lab = PodLab.Create(("Grace", "00:00:01"));
        var job = await lab.StartAsync(PodLab.Request(await images.ScriptAsync(lab, "sleep 1000")));
        Pods.SupervisorEnd.Kill(lab.Get<StorePaths>().Pod(job));

        Assert.Equal(PodPhase.Running, (await lab.Launcher.GetAsync(job, TestContext.Current.CancellationToken)).Phase);
        await lab.Launcher.DeleteAsync(job, failed: false, TestContext.Current.CancellationToken);

        await AssertNothingLeftAsync(lab, job);
    }

    [Fact]
    public async Task Delete_JobOfTheSameNameInAnotherInstallation_LivesOn()
    {
        await using var lab = PodLab.Create();
        await using var other = PodLab.Create();
        var job = await lab.StartAsync(PodLab.Request(await images.ScriptAsync(lab, "sleep 1000")));
        await other.StartAsync(PodLab.Request(await images.ScriptAsync(other, "sleep 1000"), job));

        await lab.Launcher.DeleteAsync(job, failed: false, TestContext.Current.CancellationToken);

        await AssertNothingLeftAsync(lab, job, besides: other);
        Assert.Equal(PodPhase.Running, (await other.Launcher.GetAsync(job, TestContext.Current.CancellationToken)).Phase);
        await other.Launcher.DeleteAsync(job, failed: false, TestContext.Current.CancellationToken);
        await AssertNothingLeftAsync(other, job);
    }

    [Fact]
    public async Task Wait_SupervisorAndContainerKilled_NodeLost()
    {
        await using var lab = PodLab.Create();
        var job = await lab.StartAsync(PodLab.Request(await images.ScriptAsync(lab, "sleep 1000")));
        var pod = lab.Get<StorePaths>().Pod(job);

        Pods.SupervisorEnd.Kill(pod);
        Assert.True(Pods.ContainerProcess.Signal(pod, 9));

        Assert.Equal(PodFailure.NodeLost, (await lab.EndAsync(job)).Failure);
    }

    private static async Task AssertNothingLeftAsync(PodLab lab, JobName job, PodLab? besides = null)
    {
        var others = besides?.Get<StorePaths>().Pod(job).ControlGroup;
        Assert.Empty(await lab.Launcher.ListAsync(TestContext.Current.CancellationToken));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lab.Directory, "pods")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lab.Directory, "signals")));
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(lab.Directory, "runc")));
        Assert.DoesNotContain(Directory.EnumerateDirectories("/sys/fs/cgroup"), hierarchy =>
            Directory.Exists(hierarchy + PodLab.CgroupParent) && Directory.EnumerateDirectories(hierarchy + PodLab.CgroupParent, $"{job}*")
                .Any(group => Path.GetFileName(group) != others));
        Assert.DoesNotContain(MountsOfAll(), line => line.Contains(lab.Directory, StringComparison.Ordinal));
    }

    // Pods have mount namespaces of their own: every process' mounts are looked at.
    private static IEnumerable<string> MountsOfAll() => Directory.EnumerateDirectories("/proc")
        .Where(directory => Path.GetFileName(directory).All(char.IsAsciiDigit))
        .SelectMany(directory =>
        {
            try
            {
                return File.ReadAllLines(directory + "/mountinfo");
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return [];
            }
        });

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
