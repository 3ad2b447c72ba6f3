using Odagrun.Stack;
using Odagrun.Stack.Processes;

namespace Odagrun.Functions.Images.Tests;

[Collection(ImagesCollection.Name)]
public sealed class StandaloneImageTests(ImagesScene scene)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Image_ComposedAgain_IsTheSameToTheBitAndHasOneSbom()
    {
        var again = (await ImagesScene.PublishAsync(scene.Options("once"))).Single();

        using var image = await PulledImage.PullAsync(scene.Standalone.Reference, Cancellation);
        Assert.Equal((scene.Standalone.Reference.Digest, scene.Standalone.Sbom), (again.Reference.Digest, again.Sbom));
        Assert.Single((await image.ReferrersAsync(Cancellation))["manifests"]!.AsArray());
    }

    [Fact]
    public void Image_FromNothing_IsSmall()
    {
        // The functions and, packed once more, the executor layer of all jobs: each is about half of it.
        Assert.InRange(scene.Standalone.Size, 1, 32_500_000);
    }

    [Fact]
    public async Task Config_OfTheImage_NamesAnUnprivilegedUserTheProgramAndLabels()
    {
        using var image = await PulledImage.PullAsync(scene.Standalone.Reference, Cancellation);

        var config = image.Config["config"]!;
        Assert.Equal("10001:0", config["User"]!.ToString());
        Assert.Equal("/opt/odagrun/odagrun-functions", config["Entrypoint"]!.AsArray().Single()!.ToString());
        Assert.Equal(("linux", "amd64"), (image.Config["os"]!.ToString(), image.Config["architecture"]!.ToString()));
        Assert.Superset(new HashSet<string>(["org.opencontainers.image.version", "org.opencontainers.image.revision",
            "org.opencontainers.image.created"]), image.Labels.ToHashSet());
    }

    [Fact]
    public async Task Program_WithNothingButTheImage_StartsAsAnyUserAndWritesNothing()
    {
        using var image = await PulledImage.PullAsync(scene.Standalone.Reference, Cancellation);
        using var directory = WorkDirectory.Create("image");
        await image.UnpackAsync(directory.File("root"), Cancellation);

        // A uid that nobody has heard of, as OpenShift gives; the settings' errors come from the program itself.
        await using var process = ChildProcess.Start(new ProcessSpec(
            "chroot", "--userspec=1000650000:0", directory.File("root"), "/opt/odagrun/odagrun-functions")
        {
            Environment = new Dictionary<string, string> { ["SSL_CERT_FILE"] = "/etc/ssl/certs/ca-certificates.crt" },
        });
        var code = await process.WaitAsync(Cancellation);

        Assert.True(code == 78, process.Output);
        Assert.Contains("Odagrun:Registry:Host is not set", process.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(directory.File("root"), "tmp")));
    }

    [Fact]
    public async Task ExecutorLayer_InTheImage_IsWhereItsSettingSays()
    {
        using var image = await PulledImage.PullAsync(scene.Standalone.Reference, Cancellation);
        using var directory = WorkDirectory.Create("image");
        await image.UnpackAsync(directory.File("root"), Cancellation);

        var setting = image.Config["config"]!["Env"]!.AsArray().Select(entry => entry!.ToString())
            .Single(entry => entry.StartsWith("Odagrun__Executor__LayerDirectory=", StringComparison.Ordinal));
        Assert.True(File.Exists(directory.File("root" + setting.Split('=')[1] + "/layer.json")), setting);
    }

    [Fact]
    public async Task Sbom_OfTheImage_IsAttachedAndNamesWhatIsInside()
    {
        using var image = await PulledImage.PullAsync(scene.Standalone.Reference, Cancellation);

        var entry = Assert.Single((await image.ReferrersAsync(Cancellation))["manifests"]!.AsArray())!;
        var manifest = await image.ManifestAsync(entry["digest"]!.ToString(), Cancellation);
        var bom = await image.JsonAsync(manifest["layers"]![0]!["digest"]!.ToString(), Cancellation);

        Assert.Equal("application/vnd.cyclonedx+json", manifest["artifactType"]!.ToString());
        Assert.Equal(scene.Standalone.Reference.Digest.ToString(), manifest["subject"]!["digest"]!.ToString());
        var names = bom["components"]!.AsArray().Select(component => component!["name"]!.ToString()).ToHashSet();
        Assert.Superset(
            new HashSet<string>([".NET", "Azure.Storage.Queues", "KubernetesClient.Aot", "libc6", "libssl3", "ca-certificates"]), names);
    }
}
