using Odagrun.Executor.Tests.Servers;
using Odagrun.Lab.Pipelines;

namespace Odagrun.EndToEnd.Tests;

/// <summary>A pipeline as users of the integrated commands write it.</summary>
public sealed class CommandsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pipeline_OfIntegratedCommands_HandsOnVariablesFilesAndArtifacts()
    {
        await using var hub = await HubStandIn.StartAsync();
        hub.Repositories["group/app"] = [];
        hub.Tags.Add("group/app:old");
        await using var rig = await Rig.StartAsync(Cancellation);
        await rig.Lab.CreateProjectAsync(Rig.Project, new Dictionary<string, string>(), Cancellation);
        rig.Lab.SetVariable(Rig.Project, new CiVariable("DOCKER_CREDENTIALS", HubStandIn.Credentials) { Masked = true });
        rig.Lab.SetVariable(Rig.Project, new CiVariable("ODAGRUN_DOCKERHUB_URL", hub.Url.ToString()));

        var pipeline = await rig.RunToEndAsync(
            """
            stages: [compile, image, publish]
            default: { image: IMAGE }
            .compile:
              stage: compile
              script:
                - copy --from_text='${CI_JOB_NAME} of ${ODAGRUN_REVERSE_PROJECT_PATH}' --to_file=out/${CI_JOB_NAME#gcc-}.txt --substitute
                - copy --from_text="${CI_JOB_NAME##*-}" --to_var=ARCH
                - test "$ARCH" = "${CI_JOB_NAME##*-}"
              after_script: ['echo "arch=$ARCH"']
              artifacts: { paths: ["out/*${ARCH}.txt"] }
            gcc-el7-arm: { extends: .compile }
            gcc-el7-x64: { extends: .compile }
            .image:
              stage: image
              variables:
                dependencies: |
                  - "gcc-${CI_JOB_NAME#img-}"
              script:
                - ls out
                - grep "^gcc-${CI_JOB_NAME#img-} of app/group$" out/*
                - test "$(ls out | wc -l)" = 1
            img-el7-arm: { extends: .image }
            img-el7-x64: { extends: .image }
            publish:
              stage: publish
              image: scratch
              variables: { CI_PROJECT_PATH: evil/path }
              script:
                - copy --from_text="$CI_PROJECT_PATH" --to_var=TITLE
                - DockerHub_set_description --image=group/app --description="$TITLE" --set-private=auto
                - DockerHub_delete_tag --image=group/app:old
                - DockerHub_delete_tag --image=group/app:old --allow-fail
            """,
            Cancellation,
            new Dictionary<string, string> { ["README.md"] = "# The app\n" });

        Assert.True(pipeline.Jobs.All(job => job.Status == Lab.Jobs.JobStatus.Success), rig.Story(pipeline));
        Assert.Contains("arch=arm\n", rig.Trace(pipeline, "gcc-el7-arm"), StringComparison.Ordinal);
        Assert.Equal("""{"description":"group/app","full_description":"# The app\n","is_private":true}""",
            hub.Repositories["group/app"].ToJsonString());
        var publish = rig.Trace(pipeline, "publish");
        Assert.Contains("WARNING: DockerHub_delete_tag: deleting the tag group/app:old failed: Docker Hub answered 404", publish,
            StringComparison.Ordinal);
        Assert.All(
            [HubStandIn.Password, HubStandIn.Credentials], secret => Assert.DoesNotContain(secret, publish, StringComparison.Ordinal));
    }
}
