using Odagrun.Jobs.Pods;
using Odagrun.Oci.References;
using Odagrun.Runc.Tests.Lab;
using Odagrun.Stack;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Runc.Tests;

public sealed class PodStartTests(ImageLab images)
{
    [Fact]
    public async Task Start_Twice_SecondChangesNothing()
    {
        await using var lab = PodLab.Create();
        var request = PodLab.Request(await images.ScriptAsync(lab, "exit 0"));
        await lab.RunAsync(request);

        var again = await lab.Launcher.StartAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(PodStartResult.AlreadyThere, again.Result);
    }

    [Fact]
    public async Task Start_ByManyLaunchersAtOnce_OneStarts()
    {
        await using var lab = PodLab.Create();
        await using var beside = PodLab.Beside(lab.Directory);
        var request = PodLab.Request(await images.ScriptAsync(lab, "sleep 1000"));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(i =>
            (i % 2 == 0 ? lab : beside).Launcher.StartAsync(request, TestContext.Current.CancellationToken)));

        Assert.Equal(1, outcomes.Count(outcome => outcome.Result == PodStartResult.Started));
        Assert.Equal(7, outcomes.Count(outcome => outcome.Result == PodStartResult.AlreadyThere));
    }

    [Fact]
    public async Task Start_ManyPodsAtOnce_AllRunAndLayersAreUnpackedOnce()
    {
        await using var lab = PodLab.Create();
        var image = await images.ScriptAsync(lab, "exit 7");

        var statuses = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => lab.RunAsync(PodLab.Request(image))));

        Assert.All(statuses, status => Assert.Equal(7, status.ExitCode));
        Assert.Equal(1, lab.Log.Lines.Count(line => line.StartsWith("Unpacked layer", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Start_AfterAClaimWithoutARun_TakesOver()
    {
        await using var lab = PodLab.Create();
        var request = PodLab.Request(await images.ScriptAsync(lab, "exit 5"));
        var claimed = Path.Combine(lab.Directory, "pods", request.Job.ToString());
        Directory.CreateDirectory(Path.Combine(claimed, "upper"));
        await File.WriteAllTextAsync(Path.Combine(claimed, "envelope"), "half", TestContext.Current.CancellationToken);

        Assert.Equal(PodPhase.Pending, (await lab.Launcher.GetAsync(request.Job, TestContext.Current.CancellationToken)).Phase);
        Assert.Equal(5, (await lab.RunAsync(request)).ExitCode);
    }

    [Fact]
    public async Task Start_NoSuchImage_ImageNotFoundAndNothingLeft()
    {
        await using var lab = PodLab.Create();

        var outcome = await lab.Launcher.StartAsync(
            PodLab.Request(new ImageReference(images.Registry.Host, "no/such", "tag", null)), TestContext.Current.CancellationToken);

        Assert.Equal((PodStartResult.Failed, PodFailure.ImageNotFound), (outcome.Result, outcome.Failure));
        Assert.Contains("no/such:tag", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(await lab.Launcher.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_NobodyListens_ImageUnreachable()
    {
        await using var lab = PodLab.Create();
        var nobody = new ImageReference($"127.0.0.1:{FreePort.Next()}", "some/image", "tag", null);

        var outcome = await lab.Launcher.StartAsync(PodLab.Request(nobody), TestContext.Current.CancellationToken);

        Assert.Equal((PodStartResult.Failed, PodFailure.ImageUnreachable), (outcome.Result, outcome.Failure));
    }

    [Fact]
    public async Task Start_OtherPlatform_ImageInvalid()
    {
        await using var lab = PodLab.Create();
        var image = await images.PushAsync(lab, ["/bin/true"], [images.Busybox], architecture: "s390x");

        var outcome = await lab.Launcher.StartAsync(PodLab.Request(image), TestContext.Current.CancellationToken);

        Assert.Equal((PodStartResult.Failed, PodFailure.ImageInvalid), (outcome.Result, outcome.Failure));
        Assert.Contains("s390x", outcome.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NoSuchProgram_StartErrorInRuncsWordsAndNothingLeft()
    {
        await using var lab = PodLab.Create();
        var image = await images.PushAsync(lab, ["/no/such/program"], [images.Busybox]);

        var outcome = await lab.Launcher.StartAsync(PodLab.Request(image), TestContext.Current.CancellationToken);

        Assert.Equal((PodStartResult.Failed, PodFailure.StartError), (outcome.Result, outcome.Failure));
        Assert.Contains("/no/such/program", outcome.Message, StringComparison.Ordinal);
        Assert.Empty(await lab.Launcher.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Start_NoRoom_IsTold()
    {
        await using var lab = PodLab.Create(("MaxPods", "1"));
        var image = await images.ScriptAsync(lab, "sleep 1000");
        await lab.StartAsync(PodLab.Request(image));

        var outcome = await lab.Launcher.StartAsync(PodLab.Request(image), TestContext.Current.CancellationToken);

        Assert.Equal(PodStartResult.NoRoom, outcome.Result);
    }

    [Fact]
    public async Task Start_ImageIsKnown_AsksTheRegistryNothing()
    {
        await using var lab = PodLab.Create();
        var image = await images.ScriptAsync(lab, "exit 0");
        await lab.RunAsync(PodLab.Request(image));
        var before = Requests(image);

        await lab.RunAsync(PodLab.Request(image));

        Assert.Equal(before, Requests(image));
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join('\n', lab.Log.Lines));
    }

    [Fact]
    public async Task Start_RegistryWantsALogin_ImageDenied()
    {
        using var directory = WorkDirectory.Create("denied");
        await using (var htpasswd = ChildProcess.Start(
            new ProcessSpec(Tools.Find("htpasswd"), "-Bbc", directory.File("users"), "user", "password")))
        {
            await htpasswd.WaitAsync(TestContext.Current.CancellationToken);
        }

        await using var registry = await DockerRegistry.StartAsync(
            new DockerRegistryOptions { HtpasswdPath = directory.File("users") }, TestContext.Current.CancellationToken);
        await using var lab = PodLab.Create();

        var outcome = await lab.Launcher.StartAsync(
            PodLab.Request(new ImageReference(registry.Host, "some/image", "tag", null)), TestContext.Current.CancellationToken);

        Assert.Equal((PodStartResult.Failed, PodFailure.ImageDenied), (outcome.Result, outcome.Failure));
    }

    private int Requests(ImageReference image) =>
        images.Registry.Log.Split('\n').Count(line => line.Contains(image.Repository, StringComparison.Ordinal));
}
