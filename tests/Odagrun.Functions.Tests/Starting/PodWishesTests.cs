using Odagrun.Functions.Starting;
using Odagrun.GitLab.Payload;

namespace Odagrun.Functions.Tests.Starting;

public sealed class PodWishesTests
{
    [Fact]
    public void Overwrites_OfAJob_AreTheKnownVariablesExpanded()
    {
        var wishes = PodWishes.Overwrites(
        [
            Variable("CORES", "2"),
            Variable("KUBERNETES_CPU_REQUEST", "$CORES"),
            Variable("KUBERNETES_NODE_SELECTOR_1", "disk=ssd"),
            Variable("KUBERNETES_SERVICE_MEMORY_LIMIT", "1Gi"),
            Variable("KUBERNETES_SERVICE_HOST", "10.0.0.1"),
            Variable("KUBERNETES_BEARER_TOKEN", "very-secret"),
            Variable("KUBERNETES_TOKEN_OF_MINE", "very-secret"),
        ]);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["KUBERNETES_CPU_REQUEST"] = "2",
                ["KUBERNETES_NODE_SELECTOR_1"] = "disk=ssd",
                ["KUBERNETES_SERVICE_MEMORY_LIMIT"] = "1Gi",
                ["KUBERNETES_BEARER_TOKEN"] = "set",
            },
            wishes);
    }

    [Fact]
    public void Check_WishWithAMaskedValue_IsRefusedWithoutShowingIt()
    {
        var payload = PayloadJson.Read("""
            {"id":1,"token":"t","variables":[{"key":"PASS","value":"hush-hush-9","masked":true},{"key":"KUBERNETES_POD_LABELS_A","value":"a=x-$PASS"}]}
            """u8.ToArray());

        var refused = Assert.Throws<FormatException>(() => PodWishes.Check(payload));

        Assert.Contains("KUBERNETES_POD_LABELS_A", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Subject_OfAPayload_NamesWhatPeopleLookFor()
    {
        var payload = PayloadJson.Read("""
            {"id":1,"token":"t","job_info":{"name":"unit","stage":"test","pipeline_id":7,"project_id":3,"project_full_path":"g/p"},
             "git_info":{"ref":"main","sha":"abc"},
             "variables":[{"key":"CI_JOB_URL","value":"https://gitlab.test/g/p/-/jobs/1"},{"key":"GITLAB_USER_LOGIN","value":"jane"}]}
            """u8.ToArray());

        var subject = PodWishes.Subject(payload);

        Assert.Equal(("unit", "test", 7L, 3L, "g/p", "main", "abc", "jane"), (
            subject.JobName, subject.Stage, subject.PipelineId, subject.ProjectId, subject.ProjectPath, subject.Ref, subject.Sha,
            subject.User));
        Assert.Equal("https://gitlab.test/g/p/-/jobs/1", subject.JobUrl?.AbsoluteUri);
    }

    [Fact]
    public void Services_WithVariablesOfTheirOwn_WishForThemselves()
    {
        var payload = PayloadJson.Read("""
            {"id":1,"token":"t","variables":[{"key":"SIZE","value":"2Gi"}],
             "services":[{"name":"redis","variables":[{"key":"KUBERNETES_SERVICE_MEMORY_LIMIT","value":"$SIZE"},{"key":"OTHER","value":"x"}]}]}
            """u8.ToArray());

        var service = Assert.Single(PodWishes.Services(payload, ["registry.test/odagrun/executor:1"]));

        Assert.Equal(new Dictionary<string, string> { ["KUBERNETES_SERVICE_MEMORY_LIMIT"] = "2Gi" }, service.Overwrites.ToDictionary());
    }

    private static JobVariable Variable(string key, string value) => new() { Key = key, Value = value };
}
