using System.Text.Json.Nodes;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Stack;
using Odagrun.Stack.Images;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.EndToEnd.Tests;

/// <summary>
/// What the original's author did: a root file system out of Debian's packages becomes an image, the next job compiles in it, what comes
/// of it goes on a small base, and from there to production. Other people's programs look at each step.
/// </summary>
public sealed class ImagePipelineTests
{
    private const string Pipeline =
        """
        stages: [toolchain, compile, release, production]
        variables: { GIT_STRATEGY: none }
        toolchain:
          stage: toolchain
          image: $PACKAGES_IMAGE
          script:
            - mkdir -p rootfs/tmp rootfs/usr
            - for folder in bin sbin lib lib64; do mkdir "rootfs/usr/$folder"; ln -s "usr/$folder" "rootfs/$folder"; done
            - for package in /packages/*.deb; do dpkg-deb -x "$package" rootfs; done
            - cp /bin/busybox rootfs/bin/ && ln -s busybox rootfs/bin/sh
            - copy --from_text='{"Env":["PATH=/usr/bin"],"Cmd":["sh"]}' --to_file=config.json
            - registry_push --rootfs --config=config.json --ISR=toolchain --reference=$CI_COMMIT_SHORT_SHA
        compile:
          stage: compile
          image: $ODAGRUN_REGISTRY_IMAGE/toolchain:$CI_COMMIT_SHORT_SHA
          script:
            - copy --from_text='int puts(const char *); int main(void) { return puts("compiled in a job") < 0; }' --to_file=hello.c
            - busybox mkdir -p rootfs/usr/bin rootfs/lib64 rootfs/lib/x86_64-linux-gnu
            - tcc -o rootfs/usr/bin/hello hello.c
            - busybox cp /lib64/ld-linux-x86-64.so.2 rootfs/lib64/
            - busybox cp /lib/x86_64-linux-gnu/libc.so.6 rootfs/lib/x86_64-linux-gnu/
            - copy --from_text='{"Entrypoint":["hello"]}' --to_file=config.json
            - registry_push --rootfs --from=$BASE_IMAGE --config=config.json --ISR=hello --reference=build-$CI_PIPELINE_ID
        release:
          stage: release
          image: scratch
          script:
            - registry_tag_image --ISR=hello --reference=build-$CI_PIPELINE_ID --tag=1.0
            - registry_copy --from-ISR=hello:1.0 --image=$PRODUCTION/app/hello:1.0 --referrers
            - registry_delete_tag --ISR=hello --reference=build-$CI_PIPELINE_ID
        production:
          stage: production
          image: $PRODUCTION/app/hello:1.0
          script:
            - hello
            - registry_inspect --ISR=hello --reference=build-$CI_PIPELINE_ID || echo "intermediate tag is gone"
        """;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Image_FromPackagesToProduction_RunsThereAndIsWhatOthersUnpack()
    {
        await using var production = await DockerRegistry.StartAsync(Cancellation);
        await using var rig = await Rig.StartAsync(Cancellation);
        await rig.Lab.CreateProjectAsync(Rig.Project, new Dictionary<string, string> { [".gitlab-ci.yml"] = Pipeline }, Cancellation);
        rig.Lab.SetVariable(Rig.Project, new CiVariable("PACKAGES_IMAGE", await PushPackagesAsync(rig)));
        rig.Lab.SetVariable(Rig.Project, new CiVariable("BASE_IMAGE", rig.Image));
        rig.Lab.SetVariable(Rig.Project, new CiVariable("PRODUCTION", production.Host));

        var pipeline = await rig.WaitAsync(await rig.Lab.CreatePipelineAsync(Rig.Project, "main", Cancellation), Cancellation);

        Assert.True(pipeline.Jobs.All(job => job.Status == JobStatus.Success), rig.Story(pipeline));
        Assert.Contains("compiled in a job", rig.Trace(pipeline, "production"), StringComparison.Ordinal);
        Assert.Contains("intermediate tag is gone", rig.Trace(pipeline, "production"), StringComparison.Ordinal);
        await CheckProductionAsync($"{production.Host}/app/hello:1.0", rig.Image);
        var repository = $"docker://{rig.Installation.Registry.Host}/odagrun/projects/{Rig.Project}";
        using var directory = WorkDirectory.Create("toolchain");
        Assert.Equal("""["1.0"]""", JsonNode.Parse(
            await ShellAsync(directory, $"skopeo list-tags --tls-verify=false {repository}/hello"))!["Tags"]!.ToJsonString());
        await ShellAsync(directory, $"skopeo copy -q --src-tls-verify=false {repository}/toolchain:{pipeline.Sha[..8]} oci:image:1");
        await ShellAsync(
            directory,
            "umoci unpack --image image:1 bundle; test -x bundle/rootfs/usr/bin/tcc; test -L bundle/rootfs/lib; test -e bundle/rootfs/usr/include/stdio.h");
    }

    // The base's layer came along as it was; the program is in the layer on top, and runs.
    private static async Task CheckProductionAsync(string image, string from)
    {
        using var directory = WorkDirectory.Create("production");
        var layers =
            JsonNode.Parse(await ShellAsync(directory, $"skopeo inspect --tls-verify=false docker://{image}"))!["Layers"]!.AsArray();
        var below = JsonNode.Parse(await ShellAsync(directory, $"skopeo inspect --tls-verify=false docker://{from}"))!["Layers"]!.AsArray();
        var config = JsonNode.Parse(
            await ShellAsync(directory, $"skopeo inspect --config --tls-verify=false docker://{image}"))!["config"]!;
        Assert.Equal((2, (string?)below[0]), (layers.Count, (string?)layers[0]));
        Assert.Equal("""["hello"]""", config["Entrypoint"]!.ToJsonString());
        Assert.Equal(Rig.Project, (string?)config["Labels"]!["com.odagrun.build.project-path"]);
        await ShellAsync(
            directory, $"skopeo copy -q --src-tls-verify=false docker://{image} oci:image:1; umoci unpack --image image:1 bundle");
        Assert.Equal("compiled in a job", (await ShellAsync(directory, "bundle/rootfs/usr/bin/hello")).Trim());
    }

    private static async Task<string> PushPackagesAsync(Rig rig)
    {
        using var directory = WorkDirectory.Create("packages");
        var layer = directory.File("layer.tar.gz");
        var packages = Directory.GetFiles(Path.Combine(Tools.Directory, "compiler"), "*.deb");
        Assert.NotEmpty(packages);
        await BusyboxLayer.WriteAsync(layer, packages.ToDictionary(package => "packages/" + Path.GetFileName(package)), Cancellation);
        return await rig.PushImageAsync("packages", layer, Cancellation);
    }

    private static async Task<string> ShellAsync(WorkDirectory directory, string line)
    {
        await using var process = ChildProcess.Start(new ProcessSpec("bash", "-ec", line) { WorkingDirectory = directory.Path });
        var code = await process.WaitAsync(Cancellation);
        return code == 0 ? process.Output : throw new InvalidOperationException($"'{line}' ended with {code}: {process.Output}");
    }
}
