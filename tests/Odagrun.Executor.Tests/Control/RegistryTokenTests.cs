using Odagrun.Executor.Commands.Images;
using Odagrun.Oci.Tests.Lab;

namespace Odagrun.Executor.Tests.Control;

/// <summary>The commands on images beside a registry that wants tokens of a token server, as GitLab's and Docker Hub do.</summary>
public sealed class RegistryTokenTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Image_PushedTaggedCopiedAndRemoved_WithTokensThatTheFirstProcessGets()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var scene = await ControlScene.CreateAsync(tokens.Authentication);

        var push = await scene.RunAsync(
            console => new RegistryPushCommand(console, TimeProvider.System), "--rootfs", "--ISR", "--reference=one");
        var onTop = await scene.RunAsync(console => new RegistryPushCommand(console, TimeProvider.System), "--from-ISR=:one",
            "--rootfs=rootfs", "--ISR=part", "--reference=two");
        var tag = await scene.RunAsync(
            console => new RegistryTagImageCommand(console, TimeProvider.System), "--ISR", "--reference=one", "--tag=three");
        var copy = await scene.RunAsync(
            console => new RegistryCopyCommand(console, TimeProvider.System), "--from-ISR=:one", "--ISR=copy", "--reference=1.0");
        var untag = await scene.RunAsync(console => new RegistryDeleteTagCommand(console), "--ISR", "--reference=one");

        Assert.All([push, onTop, tag, copy, untag], run => Assert.True(run.ExitCode == 0, run.ToString()));
        Assert.Contains("mounted", copy.Output, StringComparison.Ordinal);
        Assert.Equal(["three"], await scene.Registry.ListTagsAsync(scene.Own("three"), scene.Login, Cancel));
        Assert.All(tokens.Requests, request => Assert.StartsWith("ada:", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task TokenServer_ThatIsDown_IsNamedAndNothingIsTagged()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var scene = await ControlScene.CreateAsync(tokens.Authentication);
        tokens.Failures = 1000;

        var push = await scene.RunAsync(
            console => new RegistryPushCommand(console, TimeProvider.System), "--rootfs", "--ISR", "--reference=one");

        tokens.Failures = 0;
        Assert.Equal(ExitCode.CommandFailed, push.ExitCode);
        Assert.Contains("503", push.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("correct-horse", push.Error, StringComparison.Ordinal);
        Assert.Null(await scene.Registry.HeadManifestAsync(scene.Own("one"), scene.Login, Cancel));
    }
}
