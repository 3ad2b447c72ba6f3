using Odagrun.Oci.References;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Tickets;
using Odagrun.Runc.Tests.Lab;
using Odagrun.Stack.Processes;

namespace Odagrun.Runc.Tests;

public sealed class PodSurvivalTests(ImageLab images)
{
    [Fact]
    public async Task Launcher_IsKilled_PodGoesOnAndOthersSeeItsEnd()
    {
        await using var lab = PodLab.Create();
        var layer = TestLayer.Of(TestLayer.Directory("gate/", 0b111_111_111));
        var image = await images.ScriptAsync(lab, "while [ ! -e /gate/open ]; do sleep 0.05; done; exit 9", layer);
        var job = PodLab.NewJob();
        await using (var helper = ChildProcess.Start(new ProcessSpec(
            Path.Combine(AppContext.BaseDirectory, "Odagrun.Runc.Tests"), "-explicit", "only", "-method",
            $"{typeof(PodSurvivalTests)}.{nameof(StartPodAndWait)}")
        {
            Environment = new Dictionary<string, string>
            {
                [ImageLab.HelperVariable] = "1",
                ["HELPER_DIRECTORY"] = lab.Directory,
                ["HELPER_JOB"] = job.ToString(),
                ["HELPER_IMAGE"] = image.ToString(),
            },
        }))
        {
            await helper.WaitForLineAsync("helper: started", TestContext.Current.CancellationToken);
            await helper.KillAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(PodPhase.Running, (await lab.Launcher.GetAsync(job, TestContext.Current.CancellationToken)).Phase);
        Assert.Equal(PodStartResult.AlreadyThere,
            (await lab.Launcher.StartAsync(PodLab.Request(image, job), TestContext.Current.CancellationToken)).Result);
        await OpenGateAsync(lab, job);
        Assert.Equal(9, (await lab.EndAsync(job)).ExitCode);
    }

    /// <summary>Not a test: what the process does that is killed in the one above.</summary>
    [Fact(Explicit = true)]
    public async Task StartPodAndWait()
    {
        var directory = Environment.GetEnvironmentVariable("HELPER_DIRECTORY");
        Assert.SkipWhen(directory is null, "runs only as a helper of another test");
        var lab = PodLab.Beside(directory);
        var image = ImageReference.Parse(Environment.GetEnvironmentVariable("HELPER_IMAGE")!);
        await lab.StartAsync(PodLab.Request(image, JobName.Parse(Environment.GetEnvironmentVariable("HELPER_JOB")!)));
        Console.WriteLine("helper: started");
        await Task.Delay(Timeout.InfiniteTimeSpan, TestContext.Current.CancellationToken);
    }

    private static async Task OpenGateAsync(PodLab lab, JobName job)
    {
        // The container's root lies in its own mounts; through its process it is reached from outside.
        var process = await File.ReadAllTextAsync(
            Path.Combine(lab.Directory, "signals", $"{job}.pid"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync($"/proc/{process.Trim()}/root/gate/open", "", TestContext.Current.CancellationToken);
    }
}
