using System.Net.Sockets;
using System.Text.Json.Nodes;
using Odagrun.Executor.Commands.Calling;
using Odagrun.Executor.Commands.Images;
using Odagrun.Executor.Control;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Executor.Tests.Control;

/// <summary>The commands on images and the first process that makes their requests.</summary>
public sealed class RegistryCommandsTests : IAsyncLifetime
{
    private ControlScene _scene = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _scene = await ControlScene.CreateAsync();

    public ValueTask DisposeAsync() => _scene.DisposeAsync();

    [Fact]
    public async Task Image_FromPushToProduction_GoesWithoutALoginOfTheScript()
    {
        await using var production = await DockerRegistry.StartAsync(Cancel);

        var push = await _scene.RunAsync(Push, "--rootfs", "--label=org.example.note=kept", "--ISR", "--reference=one");
        var onTop = await _scene.RunAsync(
            Push, "--from-ISR=:one", "--rootfs=rootfs", "--delete=/etc/gone", "--compression=zstd", "--ISR", "--reference=two");
        var tag = await _scene.RunAsync(
            console => new RegistryTagImageCommand(console, TimeProvider.System), "--ISR", "--reference=two", "--tag=three");
        var copy = await _scene.RunAsync(Copy, "--from-ISR=:three", $"--image={production.Host}/production/app:1.0", "--referrers");
        var untag = await _scene.RunAsync(console => new RegistryDeleteTagCommand(console), "--ISR", "--reference=two");
        var inspect = await _scene.RunAsync(console => new RegistryInspectCommand(console), $"{production.Host}/production/app:1.0");

        Assert.All([push, onTop, tag, copy, untag, inspect], run => Assert.True(run.ExitCode == 0, run.ToString()));
        Assert.Equal(
            ["one", "three"], (await _scene.Registry.ListTagsAsync(_scene.Own("one"), _scene.Login, Cancel)).Order(StringComparer.Ordinal));
        var found = JsonNode.Parse(inspect.Output)!;
        Assert.Equal("kept", (string?)found["config"]!["config"]!["Labels"]!["org.example.note"]);
        Assert.Equal("group/app", (string?)found["config"]!["config"]!["Labels"]!["com.odagrun.build.project-path"]);
        Assert.Equal("2026-01-02T03:04:05Z", (string?)found["config"]!["created"]);
        Assert.Equal(2, found["manifest"]!["layers"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("odagrun/projects/other/app:1")]
    [InlineData("odagrun/projects/group/application:1")]
    [InlineData("odagrun/executor:1")]
    [InlineData("elsewhere/app:1")]
    public async Task Target_OutsideTheProject_IsRefusedWithTheReason(string image)
    {
        var run = await _scene.RunAsync(Push, "--rootfs", $"--image=$R/{image}");

        Assert.Equal(ExitCode.Refused, run.ExitCode);
        Assert.Contains($"this project's images lie in {_scene.Server.Host}/odagrun/projects/group/app and below it", run.Error,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("odagrun/executor:1", "it is the runner's own store")]
    [InlineData("odagrun/base/docker.io/library/alpine:1", "it is the runner's own store")]
    [InlineData("odagrun/projects/other/base:1", "does not exist")]
    [InlineData("shared/base:1", "does not exist")]
    public async Task Source_OfOthers_IsReadUnlessItIsTheRunnersOwn(string image, string because)
    {
        var run = await _scene.RunAsync(Copy, $"$R/{image}", $"$R/{_scene.Own("x").Repository}:1");

        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains(because, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tree_PushedByTwoJobsOnDifferentDays_IsTheSameImageUnderASourceDate()
    {
        await using var later = await ControlScene.CreateAsync(job: 77);
        File.SetLastWriteTimeUtc(
            Path.Combine(later.Directory, "rootfs", "etc", "motd"), new DateTime(2031, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var without = (await DigestAsync(_scene), await DigestAsync(later));
        _scene.Variables["SOURCE_DATE_EPOCH"] = later.Variables["SOURCE_DATE_EPOCH"] = "1700000000";

        var (one, other) = (await DigestAsync(_scene), await DigestAsync(later));

        Assert.Equal(one, other);
        Assert.NotEqual(without.Item1, without.Item2);

        static async Task<string> DigestAsync(ControlScene scene)
        {
            var run = await scene.RunAsync(Push, "--rootfs", "--ISR", "--reference=same");
            Assert.True(run.ExitCode == 0, run.ToString());
            return run.Output.Split('\n').Single(line => line.StartsWith("digest ", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Archives_OfAllKinds_HaveTheSameEntries()
    {
        await ShellAsync(
            "cd rootfs; ln -s motd etc/link; mkdir bin; printf x >bin/x; chmod 755 bin/x; find . -exec touch -h -d @1600000000 {} +; tar --sort=name -cf ../plain.archive .",
            "for f in gzip xz bzip2 zstd lzip; do $f -c <plain.archive >$f.archive; done; cd rootfs; TZ=UTC zip -qryX ../zip.archive . ; 7zz a -t7z -snl ../sevenzip.archive . >/dev/null");
        var digests = new Dictionary<string, string>();
        foreach (var kind in new[] { "plain", "gzip", "xz", "bzip2", "zstd", "lzip", "zip", "sevenzip" })
        {
            var run = await _scene.RunAsync(Push, $"--archive={kind}.archive", "--skip-labels", "--ISR", $"--reference={kind}");
            Assert.True(run.ExitCode == 0, run.ToString());
            digests[kind] = run.Output.Split('\n').Single(line => line.Contains(" in all; new:", StringComparison.Ordinal)).Split(';')[1];
        }

        Assert.Single(digests.Values.Distinct());
    }

    [Fact]
    public async Task Archive_ThatIsBad_IsNamedAndNothingIsTagged()
    {
        (string Make, string Because)[] cases =
        [
            ("import tarfile; t=tarfile.open('bad','w'); i=tarfile.TarInfo('../escape'); t.addfile(i)", "with '..' in it"),
            ("import tarfile; t=tarfile.open('bad','w'); i=tarfile.TarInfo('/etc/passwd'); t.addfile(i)", "is absolute"),
            ("import tarfile; t=tarfile.open('bad','w'); i=tarfile.TarInfo('a/.wh.b'); t.addfile(i)", "marks removed files"),
            ("import zipfile; z=zipfile.ZipFile('bad','w'); z.writestr('../x','y'); z.close()", "with '..' in it"),
            ("open('bad','wb').write(b'no archive at all')", "is no archive"),
            ("open('bad','wb').write(b'no archive at all' * 100)", "can't be read as an archive"),
            ("import gzip; d=gzip.compress(bytes(100000)); open('bad','wb').write(d[:60])", "'"),
            ("open('bad','wb').write(b'\\xfd7zXZ\\0' + bytes(100))", "can't be uncompressed"),
            ("open('bad','wb').write(b'7z\\xbc\\xaf\\x27\\x1c' + bytes(100))", "can't be read as an archive"),
        ];
        foreach (var (make, because) in cases)
        {
            await ShellAsync($"python3 -c \"{make}\"");

            var run = await _scene.RunAsync(Push, "--archive=bad", "--ISR");

            Assert.Equal(ExitCode.CommandFailed, run.ExitCode);
            Assert.Contains(because, run.Error, StringComparison.Ordinal);
            Assert.Contains("bad", run.Error, StringComparison.Ordinal);
        }

        Assert.Empty(await _scene.Registry.ListTagsAsync(_scene.Own("latest"), _scene.Login, Cancel));
    }

    [Theory]
    [InlineData("--rootfs=nowhere --ISR", "is no directory")]
    [InlineData("--rootfs --archive --ISR", "are both given")]
    [InlineData("--image=group/UPPER", "is no image reference")]
    [InlineData("--image=a/b --ISR", "name one image twice")]
    [InlineData("--rootf", "did you mean '--rootfs'")]
    [InlineData("--level=12 --ISR", "gzip has 1 to 9")]
    [InlineData("--compression=none --level=1 --ISR", "means nothing without compression")]
    [InlineData("--GLR", "no registry in GitLab")]
    [InlineData("--credentials=?? --ISR", "not the base64 form")]
    [InlineData("--platform=linux --ISR", "is no platform")]
    [InlineData("--from-ISR --platform=all --rootfs --ISR", "copies a whole index and can't change it")]
    [InlineData("--label=nothing --ISR", "is no NAME=VALUE")]
    public async Task Options_ThatMakeNoSense_AreSaid(string options, string because)
    {
        var run = await _scene.RunAsync(Push, options.Split(' '));

        Assert.NotEqual(ExitCode.Success, run.ExitCode);
        Assert.Contains(because, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Socket_SpokenToInAnotherLanguage_GoesOnForOthers()
    {
        foreach (var noise in new[] { "GET / HTTP/1.1\r\n\r\n", "F\0\0\0\u0005{{{{{", "R\u007f\u007f\u007f\u007f", "" })
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(_scene.ControlPath), Cancel);
            await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(noise), Cancel);
            socket.Shutdown(SocketShutdown.Send);
            await EndAsync(socket);
        }

        Assert.Equal("odagrun/projects/group/app",
            (await new ControlClient(_scene.ControlPath).FactsAsync(new FactsQuery(), Cancel)).ProjectRepository);
    }

    private static async Task EndAsync(Socket socket)
    {
        try
        {
            Assert.Equal(0, await socket.ReceiveAsync(new byte[100], Cancel));
        }
        catch (SocketException)
        {
            // Hung up on with something still unread.
        }
    }

    private static RegistryPushCommand Push(CommandConsole console) => new(console, TimeProvider.System);

    private static RegistryCopyCommand Copy(CommandConsole console) => new(console, TimeProvider.System);

    private async Task ShellAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            await using var process = ChildProcess.Start(new ProcessSpec("bash", "-ec", line) { WorkingDirectory = _scene.Directory });
            Assert.True(await process.WaitAsync(Cancel) == 0, process.Output);
        }
    }
}
