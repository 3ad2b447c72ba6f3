using System.Text;

namespace Odagrun.EndToEnd.Tests.BadInput;

/// <summary>Images that need a login.</summary>
[Collection(nameof(SharedRig))]
public sealed class RegistryLoginTests(SharedRig shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Image_ThatNeedsALogin_RunsWithTheRightOneOnly()
    {
        var rig = shared.Rig;
        await using var other = await PrivateRegistry.StartAsync(wantsLogin: true, Cancellation);

        var pipeline = await rig.RunToEndAsync(
            $$$$"""
            .job: { image: "{{{{other.Image}}}}", script: [echo fine] }
            without: { extends: .job }
            wrong: { extends: .job, variables: { DOCKER_AUTH_CONFIG: '{{{{Login(other, "wrong-horse")}}}}' } }
            broken: { extends: .job, variables: { DOCKER_AUTH_CONFIG: '{"auths": {' } }
            malformed: { extends: .job, variables: { DOCKER_AUTH_CONFIG: '{"auths": {"{{{{other.Registry.Host}}}}": {"auth": "secret"}}}' } }
            right: { extends: .job, variables: { DOCKER_AUTH_CONFIG: '{{{{Login(other, PrivateRegistry.Password)}}}}' } }
            good: { image: IMAGE, script: [echo fine] }
            """,
            Cancellation);

        rig.AssertFailed(
            pipeline, "without", "runner_configuration_error",
            "The registry denies access to the image", other.Image, "it needs a login", "DOCKER_AUTH_CONFIG");
        rig.AssertFailed(
            pipeline, "wrong", "runner_configuration_error",
            "The registry denies access to the image", other.Image, $"'{PrivateRegistry.User}' may not do this, or the password is wrong");
        rig.AssertFailed(pipeline, "broken", "runner_configuration_error", "DOCKER_AUTH_CONFIG", "not valid JSON: line 1");
        rig.AssertFailed(
            pipeline, "malformed", "runner_configuration_error",
            "DOCKER_AUTH_CONFIG", $"'auth' of '{other.Registry.Host}' is not the base64 form of user:password");
        rig.AssertGreen(pipeline, "right", "fine");
        rig.AssertGreen(pipeline, "good");
        Assert.All(["wrong", "right", "malformed"], job =>
        {
            Assert.DoesNotContain("horse", rig.Trace(pipeline, job), StringComparison.Ordinal);
            Assert.DoesNotContain("secret\"", rig.Trace(pipeline, job), StringComparison.Ordinal);
        });
        Assert.DoesNotContain("horse", rig.Installation.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Image_ThatAnotherJobsLoginOpened_StaysClosedToAJobWithout()
    {
        var rig = shared.Rig;
        await using var other = await PrivateRegistry.StartAsync(wantsLogin: true, Cancellation);

        var pipeline = await rig.RunToEndAsync(
            $$$$"""
            stages: [first, second]
            .job: { image: "{{{{other.Image}}}}", script: [echo fine] }
            right: { extends: .job, stage: first, variables: { DOCKER_AUTH_CONFIG: '{{{{Login(other, PrivateRegistry.Password)}}}}' } }
            without: { extends: .job, stage: second }
            """,
            Cancellation);

        rig.AssertGreen(pipeline, "right");
        rig.AssertFailed(pipeline, "without", "runner_configuration_error", other.Image, "it needs a login");
    }

    private static string Login(PrivateRegistry registry, string password) =>
        $$$$"""{"auths": {"{{{{registry.Registry.Host}}}}": {"auth": "{{{{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{PrivateRegistry.User}:{password}"))}}}}"}}}""";
}
