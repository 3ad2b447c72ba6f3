using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using Odagrun.Lab.Jobs;
using Odagrun.Stack;
using Odagrun.Stack.Images;
using Odagrun.Stack.Services;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>Disks that are full: of the jobs at hand, of the images' layers, of the job itself.</summary>
public sealed class FullDiskTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task JobStore_ThatIsFull_FailsNewJobsWithTheReasonAndLetsRunningOnesEnd()
    {
        await using var disk = await SmallDisk.MountAsync(4, Cancellation);
        await using var rig = await Rig.StartAsync(
            Cancellation, settings: new Dictionary<string, string> { ["Odagrun__Jobs__Directory"] = disk.Path });
        var running = await rig.RunAsync("running: { image: IMAGE, script: [sleep 4] }", Cancellation);
        await rig.Lab.WaitForJobAsync(running.Job("running").Id, job => job.Status == JobStatus.Running, Cancellation);
        await rig.Installation.Host.WaitForLineAsync(": started", Cancellation);
        await disk.FillAsync(Cancellation);

        var late = await rig.RunToEndAsync("late: { image: IMAGE, script: [echo fine] }", Cancellation);
        rig.AssertFailed(late, "late", "runner_system_failure", "ERROR: The runner can't store the job: ", "No space left on device");
        var kept = await rig.RunAsync("kept: { image: IMAGE, script: [echo fine] }", Cancellation);
        running = await rig.WaitAsync(running, Cancellation);
        rig.AssertGreen(running, "running");

        // Room again: what could not be noted is caught up with, and the next job runs.
        disk.Free();
        await rig.Installation.Host.WaitForLineAsync("finished as Succeeded", Cancellation).WaitAsync(
            TimeSpan.FromMinutes(1), Cancellation);
        await rig.Installation.StartHostAsync(Cancellation);

        // Nobody asked for it while it could not have been stored.
        kept = await rig.WaitAsync(kept, Cancellation);
        rig.AssertGreen(kept, "kept");
        rig.AssertGreen(await rig.RunToEndAsync("next: { image: IMAGE, script: [echo fine] }", Cancellation), "next");
    }

    [Fact]
    public async Task PodsDisk_ThatIsFull_FailsTheJobThatFilledItAndServesTheNext()
    {
        await using var disk = await SmallDisk.MountAsync(60, Cancellation);
        await using var rig = await Rig.StartAsync(
            Cancellation, settings: new Dictionary<string, string> { ["Odagrun__Runc__Directory"] = disk.Path });
        var big = await PushBigImageAsync(rig);

        var pipeline = await rig.RunToEndAsync(
            $$"""
            stages: [first, image, script, checkout, last]
            default: { image: IMAGE }
            first: { stage: first, script: [echo fine] }
            layer: { stage: image, image: "{{big}}", script: [echo never], allow_failure: true }
            script: { stage: script, script: [dd if=/dev/zero of=big bs=1M count=100, echo never], after_script: [echo "after it", rm big], allow_failure: true }
            last: { stage: last, script: [echo fine] }
            """,
            Cancellation);

        rig.AssertGreen(pipeline, "first");
        rig.AssertFailed(
            pipeline, "layer", "runner_system_failure", "The disk of the job's node is full: the disk filled up while image ",
            "No space left on device");
        rig.AssertFailed(pipeline, "script", "script_failure", "No space left on device", "after it", "ERROR: Job failed: exit code 1");
        rig.AssertGreen(pipeline, "last");

        var checkout = await rig.RunToEndAsync(
            "checkout: { image: IMAGE, script: [echo never] }",
            Cancellation,
            new Dictionary<string, string> { ["big.txt"] = RandomNumberGenerator.GetHexString(60 << 20) });
        rig.AssertFailed(checkout, "checkout", "runner_system_failure", "getting the sources failed", "No space left on device");
    }

    [Fact]
    public async Task RegistrysDisk_ThatIsFull_FailsThePushWithItsReasonAndTagsNothing()
    {
        await using var disk = await SmallDisk.MountAsync(12, Cancellation);
        await using var registry = await DockerRegistry.StartAsync(new DockerRegistryOptions { DataDirectory = disk.Path }, Cancellation);
        await using var rig = await Rig.StartAsync(Cancellation);

        var pipeline = await rig.RunToEndAsync(
            $$"""
            push:
              image: IMAGE
              script:
                - mkdir small rootfs && echo fits >small/file
                - dd if=/dev/urandom of=rootfs/big bs=1M count=30
                - registry_push --rootfs --image={{registry.Host}}/app:big || echo "exit code $?"
                - registry_inspect --image={{registry.Host}}/app:big || echo "nothing is tagged"
                - registry_push --rootfs=small --image={{registry.Host}}/app:small || echo "exit code $?"
            """,
            Cancellation);

        rig.AssertGreen(pipeline, "push", "registry_push: ", $"{registry.Host}/app",
            "the registry's disk is full, and its operator must make room", "exit code 1", "nothing is tagged");
    }

    private static async Task<string> PushBigImageAsync(Rig rig)
    {
        using var directory = WorkDirectory.Create("big");
        var layer = directory.File("layer.tar.gz");
        await using (var file = File.Create(layer))
        {
            await using var gzip = new GZipStream(file, CompressionLevel.NoCompression);
            await using var tar = new TarWriter(gzip);
            using var content = new MemoryStream(RandomNumberGenerator.GetBytes(64 << 20));
            await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, "big.bin") { DataStream = content }, Cancellation);
        }

        using var pusher = new PlainImagePusher(rig.Installation.Registry.Host);
        await pusher.PushAsync(new PlainImage("base/big", "1") { LayerPath = layer }, Cancellation);
        return $"{rig.Installation.Registry.Host}/base/big:1";
    }
}
