using Odagrun.Oci.References;
using Odagrun.Stack;
using Odagrun.Stack.Images;

namespace Odagrun.Functions.Images.Tests;

/// <summary>The functions image on a stand-in for the Functions base image.</summary>
[Collection(ImagesCollection.Name)]
public sealed class FunctionsImageTests(ImagesScene scene)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Image_OnABase_HasTheAppOnTopAndIsNotRunAsRoot()
    {
        using var directory = WorkDirectory.Create("app");
        var from = await PushBaseAsync(directory);
        Directory.CreateDirectory(directory.File("app/PollGitLab"));
        await File.WriteAllTextAsync(directory.File("app/host.json"), "{}", Cancellation);
        await File.WriteAllTextAsync(directory.File("app/PollGitLab/function.json"), "{}", Cancellation);
        await File.WriteAllTextAsync(directory.File("app/local.settings.json"), "secrets of this machine", Cancellation);

        var published = (await ImagesScene.PublishAsync(
            scene.Options("app") with { FunctionApp = directory.File("app"), Base = from, Standalone = false })).Single();
        using var image = await PulledImage.PullAsync(published.Reference, Cancellation);
        await image.UnpackAsync(directory.File("root"), Cancellation);

        Assert.Equal(2, image.Manifest["layers"]!.AsArray().Count);
        Assert.True(File.Exists(directory.File("root/bin/busybox")));
        Assert.True(File.Exists(directory.File("root/home/site/wwwroot/PollGitLab/function.json")));
        Assert.True(File.Exists(directory.File("root/home/site/wwwroot/executor-layer/layer.json")));
        Assert.False(File.Exists(directory.File("root/home/site/wwwroot/local.settings.json")));
        Assert.Equal("10001:0", image.Config["config"]!["User"]!.ToString());
        Assert.Contains("ASPNETCORE_URLS=http://+:8080", image.Config["config"]!["Env"]!.AsArray().Select(entry => entry!.ToString()));
    }

    [Fact]
    public async Task App_ThatWasNotLaidOut_IsRefusedWithTheCommandThatDoesIt()
    {
        using var directory = WorkDirectory.Create("app");
        var from = await PushBaseAsync(directory);

        var refusal = await Assert.ThrowsAsync<FileNotFoundException>(
            () => ImagesScene.PublishAsync(scene.Options("none") with { FunctionApp = directory.Path, Base = from }));

        Assert.Contains("make func-app", refusal.Message, StringComparison.Ordinal);
    }

    private async Task<ImageReference> PushBaseAsync(WorkDirectory directory)
    {
        await BusyboxLayer.WriteAsync(directory.File("layer.tar.gz"), Cancellation);
        using var pusher = new PlainImagePusher(scene.Registry.Host);
        await pusher.PushAsync(new PlainImage("base/functions", "4") { LayerPath = directory.File("layer.tar.gz") }, Cancellation);
        return ImageReference.Parse($"{scene.Registry.Host}/base/functions:4");
    }
}
