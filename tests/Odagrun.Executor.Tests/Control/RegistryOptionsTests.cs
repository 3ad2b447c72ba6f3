using System.Text.Json.Nodes;
using Odagrun.Executor.Commands.Images;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Stack;
using Odagrun.Stack.Services;

namespace Odagrun.Executor.Tests.Control;

/// <summary>How the commands name images, and what their options make of them.</summary>
public sealed class RegistryOptionsTests : IAsyncLifetime
{
    private DockerRegistry _gitLab = null!;
    private ControlScene _scene = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _gitLab = await DockerRegistry.StartAsync(Cancel);
        _scene = await ControlScene.CreateAsync(gitLabImage: $"{_gitLab.Host}/group/app");
    }

    public async ValueTask DisposeAsync()
    {
        await _scene.DisposeAsync();
        await _gitLab.DisposeAsync();
    }

    [Theory]
    [InlineData("", "$R/odagrun/projects/group/app:latest")]
    [InlineData("--ISR", "$R/odagrun/projects/group/app:latest")]
    [InlineData("--ISR=part:1", "$R/odagrun/projects/group/app/part:1")]
    [InlineData("--ISR --name=part --reference=2", "$R/odagrun/projects/group/app/part:2")]
    [InlineData("--reference=3", "$R/odagrun/projects/group/app:3")]
    [InlineData("--ISR=/odagrun/projects/group/app/whole:4", "$R/odagrun/projects/group/app/whole:4")]
    [InlineData("--GLR", "$G/group/app:latest")]
    [InlineData("--GLR=part --reference=5", "$G/group/app/part:5")]
    [InlineData("--GLR=/other/name:6", "$G/other/name:6")]
    [InlineData("--image=$G/any/name:7", "$G/any/name:7")]
    public async Task Image_HoweverNamed_IsPushedThere(string options, string expected)
    {
        var run = await RunAsync("--rootfs " + options);

        Assert.True(run.ExitCode == 0, run.ToString());
        Assert.Contains($"pushed {Hosts(expected)}\n", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Source_InGitLabsRegistry_IsTheBase()
    {
        var below = await RunAsync("--rootfs --GLR=base");
        var above = await RunAsync("--rootfs --from-GLR=base --ISR");
        var copied = await RunAsync("--from-GLR=base --ISR=copy");

        Assert.All([below, above, copied], run => Assert.True(run.ExitCode == 0, run.ToString()));
        Assert.Equal(2, (await ManifestAsync(_scene.Own("latest")))["layers"]!.AsArray().Count);
        Assert.Equal(Digest(below), Digest(copied));
    }

    [Fact]
    public async Task Credentials_OfTheCommandLine_ArePutBeforeAllOthers()
    {
        using var directory = WorkDirectory.Create("htpasswd");
        await File.WriteAllTextAsync(
            directory.File("htpasswd"), "ada:$2y$04$bs9eLTzH4j59A/SYDjQRe.BpCZtXdFI2CA9xXBfFGfzFoFWaAiw72", Cancel);
        await using var closed = await DockerRegistry.StartAsync(
            new DockerRegistryOptions { HtpasswdPath = directory.File("htpasswd") }, Cancel);

        var without = await RunAsync($"--rootfs --image={closed.Host}/app:1");
        var with = await RunAsync($"--rootfs --image={closed.Host}/app:1 --credentials={Convert.ToBase64String("ada:correct-horse"u8)}");

        Assert.Equal(ExitCode.CommandFailed, without.ExitCode);
        Assert.Contains("it needs a login", without.Error, StringComparison.Ordinal);
        Assert.True(with.ExitCode == 0, with.ToString());
    }

    [Fact]
    public async Task Index_OfTwoPlatforms_IsCopiedWholeOrIsABaseByPlatform()
    {
        var one = await RunAsync("--rootfs --ISR --reference=amd --platform=linux/amd64");
        var other = await RunAsync("--rootfs --ISR --reference=arm --platform=linux/arm64");
        var index = $$"""
            {"schemaVersion":2,"mediaType":"{{MediaTypes.OciIndex}}","manifests":[{{await EntryAsync("amd", "amd64")}},{{await EntryAsync("arm", "arm64")}}]}
            """;
        var digest = await _scene.Registry.PutManifestAsync(
            _scene.Own("both"), MediaTypes.OciIndex, System.Text.Encoding.UTF8.GetBytes(index.Trim()), _scene.Login, Cancel);

        var whole = await RunAsync("--from-ISR=:both --platform=all --ISR=whole");
        var based = await RunAsync("--from-ISR=:both --platform=linux/arm64 --label=a=b --ISR=based");

        Assert.All([one, other, whole, based], run => Assert.True(run.ExitCode == 0, run.ToString()));
        Assert.Equal($"digest {digest}", Digest(whole));
        var inspected = await _scene.RunAsync(console => new RegistryInspectCommand(console), "--ISR=based");
        Assert.Equal("arm64", (string?)JsonNode.Parse(inspected.Output)!["config"]!["architecture"]);
    }

    [Fact]
    public async Task Paths_AndOwners_AreAsOptionsSay()
    {
        File.SetUnixFileMode(Path.Combine(_scene.Directory, "rootfs", "etc"), (UnixFileMode)0x1C0);
        await File.WriteAllTextAsync(Path.Combine(_scene.Directory, "rootfs", "other"), "x", Cancel);

        var chosen = await RunAsync("--rootfs=rootfs rootfs/etc/motd --ISR --reference=1");
        var all = await RunAsync("--rootfs --ISR --reference=2");
        var kept = await RunAsync("--rootfs --keep-owner --ISR --reference=3");

        Assert.All([chosen, all, kept], run => Assert.True(run.ExitCode == 0, run.ToString()));
        Assert.Contains("new: 2 entries", chosen.Output, StringComparison.Ordinal);
        Assert.Contains("new: 3 entries", all.Output, StringComparison.Ordinal);
        Assert.NotEqual(Digest(all), Digest(kept));
    }

    [Fact]
    public async Task Image_Removed_GoesWithAllItsTags()
    {
        var push = await RunAsync("--rootfs --ISR --reference=one");
        var tag = await _scene.RunAsync(
            console => new RegistryTagImageCommand(console, TimeProvider.System), "--ISR", "--reference=one", "--tag=two");
        var removed = await _scene.RunAsync(console => new RegistryDeleteImageCommand(console), "--ISR", "--reference=two");
        var again = await _scene.RunAsync(console => new RegistryDeleteImageCommand(console), "--ISR", "--reference=one", "--allow-fail");

        Assert.All([push, tag, removed, again], run => Assert.True(run.ExitCode == 0, run.ToString()));
        Assert.Contains("there is no image", again.Error, StringComparison.Ordinal);
        Assert.Null(await _scene.Registry.HeadManifestAsync(_scene.Own("one"), _scene.Login, Cancel));
    }

    [Fact]
    public async Task Config_WithAWrongType_IsNamedAndNothingIsTagged()
    {
        await File.WriteAllTextAsync(Path.Combine(_scene.Directory, "image.json"), """{"Cmd": "sh"}""", Cancel);

        var run = await RunAsync("--rootfs --config=image.json --ISR --reference=bad");

        Assert.Equal(ExitCode.CommandFailed, run.ExitCode);
        Assert.Contains("'Cmd' is a text; it must be a list of texts", run.Error, StringComparison.Ordinal);
        Assert.Null(await _scene.Registry.HeadManifestAsync(_scene.Own("bad"), _scene.Login, Cancel));
    }

    private Task<Commands.Calling.CommandRun> RunAsync(string arguments) => _scene.RunAsync(
        console => new RegistryPushCommand(console, TimeProvider.System),
        [.. Hosts(arguments).Split(' ', StringSplitOptions.RemoveEmptyEntries)]);

    private string Hosts(string text) =>
        text.Replace("$R", _scene.Server.Host, StringComparison.Ordinal).Replace("$G", _gitLab.Host, StringComparison.Ordinal);

    private static string Digest(Commands.Calling.CommandRun run) =>
        run.Output.Split('\n').Single(line => line.StartsWith("digest ", StringComparison.Ordinal));

    private async Task<JsonNode> ManifestAsync(ImageReference image) =>
        JsonNode.Parse((await _scene.Registry.GetManifestAsync(image, _scene.Login, Cancel))!.Content.Span)!;

    private async Task<string> EntryAsync(string tag, string architecture)
    {
        var found = await _scene.Registry.HeadManifestAsync(_scene.Own(tag), _scene.Login, Cancel);
        return $$$"""{"mediaType":"{{{found!.MediaType}}}","digest":"{{{found.Digest}}}","size":{{{found.Size}}},"platform":{"os":"linux","architecture":"{{{architecture}}}"}}""";
    }
}
