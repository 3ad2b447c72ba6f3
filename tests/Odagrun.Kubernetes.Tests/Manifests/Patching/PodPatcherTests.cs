using Odagrun.Kubernetes.Settings;

namespace Odagrun.Kubernetes.Tests.Manifests.Patching;

public sealed class PodPatcherTests
{
    [Theory]
    [InlineData(PodPatchType.Strategic,
        """{"containers":[{"name":"executor","env":[{"name":"X","value":"y"}],"resources":{"limits":{"example.com/gpu":"1"}}}]}""")]
    [InlineData(
        PodPatchType.Json,
        """[{"op":"add","path":"/containers/0/env/-","value":{"name":"X","value":"y"}},{"op":"add","path":"/containers/0/resources","value":{"limits":{"example.com/gpu":"1"}}}]""")]
    public void Patch_OfTheExecutor_AddsToWhatIsThere(PodPatchType type, string patch)
    {
        var container = ManifestRig.Pod(ManifestRig.Build(options: With(type, patch)))["containers"]![0]!;

        Assert.Equal(["ODAGRUN_JOB_GRACE", "ODAGRUN_JOB_KEY", "ODAGRUN_JOB_NAME", "X"],
            container["env"]!.AsArray().Select(variable => variable!["name"].Text()).Order(StringComparer.Ordinal));
        Assert.Equal("1", container["resources"]!["limits"]!["example.com/gpu"].Text());
        Assert.Equal(ManifestRig.Request.Image.ToString(), container["image"].Text());
    }

    [Fact]
    public void Patch_ByMerge_ReplacesLists()
    {
        var pod = ManifestRig.Pod(ManifestRig.Build(
            options: With(PodPatchType.Merge, """{"shareProcessNamespace":true,"tolerations":[{"operator":"Exists"}]}""")));

        Assert.Equal("true", pod["shareProcessNamespace"].Text());
        Assert.Single(pod["tolerations"]!.AsArray());
    }

    [Theory]
    [InlineData(PodPatchType.Strategic, """{"hostNetwrk":true}""", "a pod has no field '/hostNetwrk'")]
    [InlineData(PodPatchType.Strategic, """{"containers":[{"name":"executor","securityContext":{"runAsUsr":1}}]}""",
        "a pod has no field '/containers/0/securityContext/runAsUsr'")]
    [InlineData(PodPatchType.Strategic, """{"hostNetwork":"maybe"}""", "can't be applied")]
    [InlineData(PodPatchType.Strategic, """{"containers":[{"name":"build","tty":true}]}""", "the job's own container is called 'executor'")]
    [InlineData(PodPatchType.Strategic, """{"containers":[{"name":"executor","$patch":"delete"}]}""", "it removes container 'executor'")]
    [InlineData(PodPatchType.Strategic, """{"containers":[{"name":"executor","command":["sh"]}]}""", "it changes image, command or args")]
    [InlineData(PodPatchType.Strategic, """{"containers":[{"name":"executor","env":[{"name":"ODAGRUN_JOB_KEY","value":"x"}]}]}""",
        "it changes the variable ODAGRUN_JOB_KEY")]
    [InlineData(PodPatchType.Strategic, """{"volumes":[{"name":"odagrun-job","emptyDir":{}}]}""", "it changes the volume 'odagrun-job'")]
    [InlineData(PodPatchType.Strategic, """{"restartPolicy":"OnFailure"}""", "must be Never")]
    [InlineData(PodPatchType.Merge, """{"containers":[]}""", "it removes container 'executor'")]
    [InlineData(PodPatchType.Json, """[{"op":"remove","path":"/nothing"}]""", "nothing at '/nothing'")]
    public void Patch_ThatCanNotBe_IsRefusedForEveryJob(PodPatchType type, string patch, string expected)
    {
        var result = ManifestRig.Try(ManifestRig.Request, With(type, patch));

        Assert.Null(result.Job);
        Assert.Contains(expected, result.Problem, StringComparison.Ordinal);
        Assert.StartsWith("the runner's setting Odagrun:Pods:Patch", result.Problem, StringComparison.Ordinal);
    }

    private static KubernetesPodOptions With(PodPatchType type, string patch) => new() { Patch = new PodPatch(type, patch) };
}
