using Odagrun.Stack.Images;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>Images that can't be had, or can't be run here.</summary>
[Collection(nameof(SharedRig))]
public sealed class BadImageTests(SharedRig shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Image_ThatCannotBeUsed_FailsItsJobAndIsNamed()
    {
        var rig = shared.Rig;
        var registry = rig.Installation.Registry.Host;
        await PushAsync(new PlainImage("base/arm", "1") { Architecture = "arm64" });

        var pipeline = await rig.RunToEndAsync(
            $$"""
            .job: { script: [echo fine] }
            good: { extends: .job, image: IMAGE }
            repository: { extends: .job, image: "{{registry}}/no/such:1" }
            tag: { extends: .job, image: "{{registry}}/base/busybox:no-such-tag" }
            digest: { extends: .job, image: "{{registry}}/base/busybox@sha256:{{new string('0', 64)}}" }
            name: { extends: .job, image: "{{registry}}/Not A Name:1" }
            variable: { extends: .job, image: "$NO_SUCH_VARIABLE" }
            none: { extends: .job }
            architecture: { extends: .job, image: "{{registry}}/base/arm:1" }
            store: { extends: .job, image: "{{registry}}/odagrun/executor:1" }
            platform: { extends: .job, image: { name: IMAGE, docker: { platform: linux/s390x } } }
            root: { extends: .job, image: { name: IMAGE, docker: { user: root } } }
            user: { image: { name: IMAGE, docker: { platform: linux/amd64, user: "2345:2346" } }, script: [id, touch made] }
            """,
            Cancellation);

        rig.AssertFailed(pipeline, "repository", "runner_configuration_error", $"image {registry}/no/such:1 does not exist");
        rig.AssertFailed(pipeline, "tag", "runner_configuration_error", $"image {registry}/base/busybox:no-such-tag does not exist");
        rig.AssertFailed(pipeline, "digest", "runner_configuration_error", $"image {registry}/base/busybox@sha256:0000", "does not exist");
        rig.AssertFailed(pipeline, "name", "runner_configuration_error", "Not A Name");
        rig.AssertFailed(pipeline, "variable", "runner_configuration_error", "'$NO_SUCH_VARIABLE' is empty once its variables are put in");
        rig.AssertFailed(pipeline, "none", "runner_configuration_error", "names no image", "DefaultImage");
        rig.AssertFailed(pipeline, "architecture", "runner_configuration_error",
            $"image {registry}/base/arm:1 does not exist for linux/amd64; there is: linux/arm64");
        rig.AssertFailed(pipeline, "store", "runner_configuration_error", "the runner's own store");
        rig.AssertFailed(pipeline, "platform", "runner_configuration_error", "image:docker:platform is 'linux/s390x'", "linux/amd64");
        rig.AssertFailed(pipeline, "root", "runner_configuration_error", "image:docker:user is 'root'", "no job runs as root");
        rig.AssertGreen(pipeline, "user", "uid=2345 gid=2346", "groups=0");
        rig.AssertGreen(pipeline, "good");

        async Task PushAsync(PlainImage image)
        {
            using var pusher = new PlainImagePusher(registry);
            await pusher.PushAsync(image, Cancellation);
        }
    }
}
