using Odagrun.Executor.Layer;
using Odagrun.Functions.Images.Publishing;
using Odagrun.Oci.Images;
using Odagrun.Stack;

namespace Odagrun.Functions.Images.Tests;

/// <summary>What an image for another platform is made of, and how both are named by one tag.</summary>
[Collection(ImagesCollection.Name)]
public sealed class PlatformTests(ImagesScene scene)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Libraries_OfAnotherArchitecture_AreThoseThatTheHeadersName()
    {
        using var directory = WorkDirectory.Create("packages");
        var folder = Directory.CreateDirectory(directory.File("usr/lib/aarch64-linux-gnu")).FullName;
        foreach (var name in (string[])["libssl.so.3", "libcrypto.so.3", "libc.so.6", "ld-linux-x86-64.so.2"])
        {
            File.Copy(Path.Combine("/lib/x86_64-linux-gnu", name), Path.Combine(folder, name + ".real"));
            File.CreateSymbolicLink(Path.Combine(folder, name), "/lib/elsewhere/" + name + ".real");
        }

        var found = await ForeignLibraries.FindAsync(directory.Path, ["libssl.so.3"], Cancellation);

        Assert.Equal(["ld-linux-x86-64.so.2", "libc.so.6", "libcrypto.so.3", "libssl.so.3"], found.Select(library => library.Name));
        Assert.All(found, library => Assert.True(library.File.Exists, library.File.FullName));
        File.Delete(Path.Combine(folder, "libcrypto.so.3"));
        var missing = await Assert.ThrowsAsync<IOException>(
            () => ForeignLibraries.FindAsync(directory.Path, ["libssl.so.3"], Cancellation));
        Assert.Contains("libcrypto.so.3 is not below", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Index_OfTwoPlatforms_NamesBothByOneTag()
    {
        var options = scene.Options("once");
        var other = scene.Standalone with
        {
            Manifest = scene.Standalone.Manifest with { Platform = new PlatformDescriptor { Os = "linux", Architecture = "arm64" } },
        };
        await using var publisher = new ImagePublisher(options);

        var reference = await publisher.IndexAsync(ImagePublisher.Standalone, "both", [scene.Standalone, other], Cancellation);

        using var image = await PulledImage.PullAsync(scene.Standalone.Reference, Cancellation);
        var index = await image.ManifestAsync("both", Cancellation);
        Assert.Equal(reference.Digest,
            (await publisher.IndexAsync(ImagePublisher.Standalone, "both", [scene.Standalone, other], Cancellation)).Digest);
        Assert.Equal(MediaTypes.OciIndex, index["mediaType"]!.ToString());
        Assert.Equal(
            ["amd64", "arm64"], index["manifests"]!.AsArray().Select(manifest => manifest!["platform"]!["architecture"]!.ToString()));
        Assert.All(index["manifests"]!.AsArray(),
            manifest => Assert.Equal(scene.Standalone.Reference.Digest.ToString(), manifest!["digest"]!.ToString()));
    }
}
