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

    /// <summary>Nobody's ids beyond its own, as /etc/subuid and /etc/subgid have them.</summary>
    private const string SubordinateIds = "nobody:2000000:65536\n";

    [Theory]
    [InlineData(false, "0")]
    [InlineData(true, "1001")]
    public async Task Nobody_RunsAPod_InAUserNamespace(bool hasSubordinateIds, string containerUser)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "becoming nobody needs root");
        Assert.SkipWhen(hasSubordinateIds && Programs.Find("newuidmap") is null, "newuidmap is not installed (Debian's package uidmap)");
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var lab = PodLab.Create();
        using var directory = WorkDirectory.Create("rootless");
        await File.WriteAllTextAsync(directory.File("ids"), hasSubordinateIds ? SubordinateIds : "", cancellationToken);
        await RunAsync("chown", Nobody, directory.Path);
        await using (var probe = ChildProcess.Start(AsNobody(directory, "unshare", "--user", "--map-root-user", "--mount", "true")))
        {
            Assert.SkipUnless(await probe.WaitAsync(cancellationToken) == 0, $"no user namespaces for users here: {probe.Output}");
        }

        await using var helper = ChildProcess.Start(AsNobody(
            directory, Path.Combine(AppContext.BaseDirectory, "Odagrun.Runc.Tests"), "-explicit", "only", "-method",
            $"{typeof(RootlessTests)}.{nameof(RunPod)}") with
        {
            WorkingDirectory = directory.Path,
            Environment = new Dictionary<string, string>
            {
                [ImageLab.HelperVariable] = "1",
                ["HELPER_DIRECTORY"] = directory.File("pods"),
                ["HELPER_IMAGE"] = (await ImageAsync(lab)).ToString(),
                ["HOME"] = directory.Path,
            },
        });

        Assert.True(await helper.WaitAsync(cancellationToken) == 0, helper.Output);
        Assert.Contains("helper: 6 success left 0", helper.Output, StringComparison.Ordinal);
        Assert.Contains($"{containerUser} 0\nCapEff:\t0000000000000000\nsealed\n/d:\n\n/o:\n", helper.Output, StringComparison.Ordinal);
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
        var left = (await lab.Launcher.ListAsync(TestContext.Current.CancellationToken)).Count
            + Directory.EnumerateFileSystemEntries(Path.Combine(directory, "pods")).Count();
        Console.WriteLine($"helper: {status.ExitCode} {status.Termination?.State} left {left}");
        Assert.Equal(PodPhase.NotFound, (await lab.Launcher.GetAsync(request.Job, TestContext.Current.CancellationToken)).Phase);
    }

    private Task<ImageReference> ImageAsync(PodLab lab)
    {
        var below = TestLayer.Of(
            TestLayer.Directory("d/"), TestLayer.File("d/removed", "x"), TestLayer.Directory("o/"), TestLayer.File("o/hidden", "x"));
        var above = TestLayer.Of(
            TestLayer.Directory("d/"), TestLayer.File("d/.wh.removed", ""), TestLayer.Directory("o/", 0b111_111_101),
            TestLayer.File("o/.wh..wh..opq", ""));
        return images.ScriptAsync(
            lab,
            """
            echo $(id -u) $(id -g); grep CapEff /proc/self/status; cat /.odagrun/job/envelope; echo; ls /d /o; mkdir -p /o/new/deep; chmod 700 /o/new
            echo '{"reported":true,"state":"success"}' > /dev/termination-log; exit 6
            """,
            below, above);
    }

    /// <summary>A program as nobody, with the subordinate ids of the directory's file in place of the machine's.</summary>
    private static ProcessSpec AsNobody(WorkDirectory directory, params string[] program) => new(
        Tools.Find("unshare"),
        [
            "--mount", "sh", "-ec", "mount --bind \"$0\" /etc/subuid; mount --bind \"$0\" /etc/subgid; exec \"$@\"", directory.File("ids"),
            Tools.Find("setpriv"), "--reuid", Nobody, "--regid", Nobody, "--clear-groups", "--", .. program,
        ]);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        await using var process = ChildProcess.Start(new ProcessSpec(program, arguments));
        Assert.Equal(0, await process.WaitAsync(TestContext.Current.CancellationToken));
    }
}
