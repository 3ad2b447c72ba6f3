using Odagrun.Jobs.Pods;
using Odagrun.Oci.References;
using Odagrun.Runc.Tests.Lab;
using Odagrun.Stack;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Runc.Tests;

/// <summary>A user without any rights starts, watches and removes a pod, where the kernel gives user namespaces to all.</summary>
public sealed class RootlessTests(ImageLab images)
{
    private const string Nobody = "65534";

    [Fact]
    public async Task Nobody_RunsAPod_InAUserNamespace()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "becoming nobody needs root");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var lab = PodLab.Create();
        using var directory = WorkDirectory.Create("rootless");
        await using (var own = ChildProcess.Start(new ProcessSpec("chown", Nobody, directory.Path)))
        {
            await own.WaitAsync(cancellationToken);
        }

        await using (var probe = ChildProcess.Start(new ProcessSpec(Tools.Find("setpriv"), [.. AsNobody, "unshare", "--user", "--map-root-user", "--mount", "true"])))
        {
            Assert.SkipUnless(await probe.WaitAsync(cancellationToken) == 0, $"no user namespaces for users here: {probe.Output}");
        }

        var below = TestLayer.Of(TestLayer.Directory("d/"), TestLayer.File("d/removed", "x"), TestLayer.Directory("o/"), TestLayer.File("o/hidden", "x"));
        var above = TestLayer.Of(TestLayer.Directory("d/"), TestLayer.File("d/.wh.removed", ""), TestLayer.Directory("o/"), TestLayer.File("o/.wh..wh..opq", ""));
        var image = await images.ScriptAsync(
            lab, "grep CapEff /proc/self/status; cat /.odagrun/job/envelope; echo; ls /d /o; echo x > /o/new; echo '{\"reported\":true,\"state\":\"success\"}' > /dev/termination-log; exit 6", below, above);
        await using var helper = ChildProcess.Start(new ProcessSpec(
            Tools.Find("setpriv"),
            [.. AsNobody, Path.Combine(AppContext.BaseDirectory, "Odagrun.Runc.Tests"), "-explicit", "only", "-method", $"{typeof(RootlessTests)}.{nameof(RunPod)}"])
        {
            WorkingDirectory = directory.Path,
            Environment = new Dictionary<string, string>
            {
                [ImageLab.HelperVariable] = "1",
                ["HELPER_DIRECTORY"] = directory.File("pods"),
                ["HELPER_IMAGE"] = image.ToString(),
                ["HOME"] = directory.Path,
            },
        });

        Assert.True(await helper.WaitAsync(cancellationToken) == 0, helper.Output);
        Assert.Contains("helper: 6 success left 0", helper.Output, StringComparison.Ordinal);
        Assert.Contains("CapEff:\t0000000000000000\nsealed\n/d:\n\n/o:\n", helper.Output, StringComparison.Ordinal);
    }

    /// <summary>Not a test: what nobody's process does in the one above.</summary>
    [Fact(Explicit = true)]
    public async Task RunPod()
    {
        var directory = Environment.GetEnvironmentVariable("HELPER_DIRECTORY");
        Assert.SkipWhen(directory is null, "runs only as a helper of another test");
        await using var lab = PodLab.Beside(directory);
        var request = PodLab.Request(ImageReference.Parse(Environment.GetEnvironmentVariable("HELPER_IMAGE")!));
        var status = await lab.RunAsync(request);
        Console.WriteLine(lab.Output(request.Job));
        Console.WriteLine(string.Join('\n', lab.Log.Lines));
        await lab.Launcher.DeleteAsync(request.Job, failed: false, TestContext.Current.CancellationToken);
        var left = (await lab.Launcher.ListAsync(TestContext.Current.CancellationToken)).Count + Directory.EnumerateFileSystemEntries(Path.Combine(directory, "pods")).Count();
        Console.WriteLine($"helper: {status.ExitCode} {status.Termination?.State} left {left}");
        Assert.Equal(PodPhase.NotFound, (await lab.Launcher.GetAsync(request.Job, TestContext.Current.CancellationToken)).Phase);
    }

    private static IEnumerable<string> AsNobody => ["--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--"];
}
