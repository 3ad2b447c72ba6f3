using System.Text.Json;
using Odagrun.Oci.Images;

namespace Odagrun.Executor.Tests.Published;

/// <summary>The commands on images as scripts call them: in every kind of image, without a login in the script's reach.</summary>
public sealed class RegistryCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ImageFamily.Glibc)]
    [InlineData(ImageFamily.Musl)]
    [InlineData(ImageFamily.Distroless)]
    [InlineData(ImageFamily.Scratch)]
    public async Task Image_PushedTaggedLookedAtAndUntagged_InEveryFamily(ImageFamily family)
    {
        await using var scene = await RegistryScene.CreateAsync(family);
        scene.Job.Script(
            "registry_push --rootfs=/tree/rootfs --config=/tree/image.json --label org.example.note=kept --ISR --reference=one",
            "registry_push --from-ISR=:one --rootfs=/tree/rootfs --delete=/etc/gone --compression=zstd --ISR --reference=two",
            "registry_tag_image --ISR --reference=two --tag=three",
            "registry_copy --from-ISR=:three --ISR=part/copy --reference=1.0",
            "registry_inspect --ISR --reference=three",
            "registry_delete_tag --ISR --reference=two");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("\"org.example.note\": \"kept\"", result.Trace, StringComparison.Ordinal);
        Assert.DoesNotContain(RegistryScene.Password, result.Trace, StringComparison.Ordinal);
        Assert.Equal(["one", "three"], (await scene.Registry.ListTagsAsync(scene.Own("one"), scene.Login, Cancel)).Order());
        var manifest = await scene.Registry.GetManifestAsync(scene.Own("three"), scene.Login, Cancel);
        var layers = JsonSerializer.Deserialize(manifest!.Content.Span, OciJson.Default.ImageManifest)!.Layers;
        Assert.Equal([MediaTypes.OciLayerGzip, MediaTypes.OciLayerZstd], layers.Select(layer => layer.MediaType));
        var copy = await scene.Registry.HeadManifestAsync(
            scene.Own("1.0") with { Repository = "odagrun/projects/group/app/part/copy" }, scene.Login, Cancel);
        Assert.Equal(manifest.Digest, copy?.Digest);
    }

    [Fact]
    public async Task Image_InAReadOnlyRoot_IsPushedAndCopied()
    {
        await using var scene = await RegistryScene.CreateAsync(ImageFamily.Scratch);
        scene.Job.IsReadOnly = true;
        scene.Job.Mounts.AddRange([("/builds", "mode=1777"), ("/tmp", "mode=1777")]);
        scene.Job.Script(
            "registry_push --rootfs=/tree/rootfs --ISR --reference=one",
            "copy --from_text=x --to_file=archive/etc/x",
            "registry_push --rootfs=archive --from-ISR=:one --ISR --reference=two",
            "registry_copy --from-ISR=:two --ISR=copy");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.NotNull(await scene.Registry.HeadManifestAsync(
            scene.Own("latest") with { Repository = "odagrun/projects/group/app/copy" }, scene.Login, Cancel));
    }

    [Fact]
    public async Task Image_OfOthers_IsRefusedWithTheReason()
    {
        string[] writes =
        [
            "registry_push --rootfs=/tree/rootfs --image=$R/odagrun/projects/other/app:1",
            "registry_push --rootfs=/tree/rootfs --image=$R/odagrun/executor:1",
            "registry_push --rootfs=/tree/rootfs --image=$R/odagrun/projects/group/application:1",
            "registry_push --rootfs=/tree/rootfs --ISR=/odagrun/projects/other/app:1",
        ];
        string[] reads = ["registry_inspect $R/odagrun/executor:1",
            "registry_push --from=$R/odagrun/base/docker.io/library/alpine:1 --ISR"];
        await using var scene = await RegistryScene.CreateAsync(ImageFamily.Glibc);
        scene.Job.Set("R", scene.Server.Host).Script([.. writes.Concat(reads).Select(command => $"{command} || echo \"exit code $?\"")]);

        var result = await scene.Job.RunAsync();

        Assert.Equal(writes.Length, Count(result, "is refused: in the cluster's registry this project's images lie in"));
        Assert.Equal(reads.Length, Count(result, "it is the runner's own store"));
        Assert.Equal(writes.Length + reads.Length, Count(result, "exit code 5\n"));
        Assert.Empty(
            await scene.Registry.ListTagsAsync(scene.Own("1") with { Repository = "odagrun/projects/other/app" }, scene.Login, Cancel));
    }

    [Fact]
    public async Task ProjectPath_FakedInTheScript_MovesNothing()
    {
        await using var scene = await RegistryScene.CreateAsync(ImageFamily.Glibc);
        scene.Job.Set("CI_PROJECT_PATH", "other/app")
            .Script("export CI_PROJECT_PATH=other/app CI_REGISTRY_IMAGE=other",
                "registry_push --rootfs=/tree/rootfs --ISR --reference=mine", "ls -l $ODAGRUN_CONTROL");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
        Assert.Contains("srw-rw----", result.Trace, StringComparison.Ordinal);
        Assert.NotNull(await scene.Registry.HeadManifestAsync(scene.Own("mine"), scene.Login, Cancel));
    }

    [Fact]
    public async Task Command_ThatCanNotWork_SaysWhyAndFails()
    {
        (string Command, string Because)[] cases =
        [
            ("registry_push --rootfs=/nowhere --ISR", "'/nowhere' is no directory"),
            ("registry_push --archive=/tree/image.json --ISR", "is no archive"),
            ("registry_push --rootfs=/tree/rootfs --image=group/UPPER", "is no image reference"),
            ("registry_push --rootf=/tree/rootfs", "did you mean '--rootfs'"),
            ("registry_push --rootfs=/tree/rootfs --level=12 --ISR", "gzip has 1 to 9"),
            ("registry_push --rootfs=/tree/rootfs --GLR", "no registry in GitLab"),
            ("registry_push --rootfs=/tree/closed --ISR",
                "'/tree/closed/secret' can't be read: Permission denied; give the job's user the right to read it"),
            ("registry_push --rootfs=/tree/shut --ISR", "'/tree/shut/inner' can't be read: Permission denied"),
            ("registry_delete_tag", "name the image"),
            ("registry_delete_tag --ISR --reference=never", "there is no tag"),
            ("registry_copy --from-ISR=:never --ISR=x", "does not exist"),
        ];
        await using var scene = await RegistryScene.CreateAsync(ImageFamily.Scratch);
        Directory.CreateDirectory(scene.File("closed"));
        await File.WriteAllTextAsync(scene.File("closed/secret"), "of root", Cancel);
        File.SetUnixFileMode(scene.File("closed/secret"), UnixFileMode.UserRead);
        Directory.CreateDirectory(scene.File("shut/inner"), UnixFileMode.UserRead);
        scene.Job.Script([.. cases.Select(each => $"{each.Command} || echo failed"),
            "registry_delete_tag --ISR --reference=never --allow-fail", "registry_copy"]);

        var result = await scene.Job.RunAsync();

        Assert.Equal("failed", result.State);
        Assert.All(cases, each => Assert.Contains(each.Because, result.Trace, StringComparison.Ordinal));
        Assert.Equal(cases.Length, Count(result, "\nfailed\n"));
        Assert.Contains("(ignored: --allow-fail)", result.Trace, StringComparison.Ordinal);
    }

    private static int Count(JobResult result, string text) => result.Trace.Split(text).Length - 1;
}
