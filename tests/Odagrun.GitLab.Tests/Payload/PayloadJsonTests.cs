using System.Text;
using System.Text.Json;
using Odagrun.GitLab.Payload;

namespace Odagrun.GitLab.Tests.Payload;

/// <summary>
/// Payloads of several servers (fields: the reference's A6, which is gitlab-runner's common/spec and the server's entities).
/// </summary>
public sealed class PayloadJsonTests
{
    [Fact]
    public void Read_FullPayload_GivesEveryPart()
    {
        var job = Read("full.json");

        Assert.Equal((1234L, "glcbt-64_token", true), (job.Id, job.Token, job.AllowGitFetch));
        Assert.Equal(("test", "verify", 77L, "group/sub/project", "+Inf"), (job.JobInfo!.Name, job.JobInfo.Stage, job.JobInfo.PipelineId,
            job.JobInfo.ProjectFullPath, job.JobInfo.ProjectJobsRunningOnInstanceRunnersCount));
        Assert.Equal(
            ("sha1", "main", 20, true), (job.GitInfo!.RepoObjectFormat, job.GitInfo.Ref, job.GitInfo.Depth, job.GitInfo.Protected));
        Assert.Equal(["+refs/pipelines/77:refs/pipelines/77", "+refs/heads/main:refs/remotes/origin/main"], job.GitInfo.Refspecs);
        Assert.Equal(3600, job.RunnerInfo!.Timeout);
        Assert.Equal(
            ("region", "string", "eu"), (job.Inputs![0].Key, job.Inputs[0].Value!.Type, job.Inputs[0].Value!.Content!.Value.GetString()));
        Assert.Equal(new JobVariable { Key = "SECRET", Value = "s3cr3t", Masked = true, Raw = true }, job.Variables![1]);
        Assert.Equal(["script", "release", "after_script"], job.Steps!.Select(step => step.Name));
        Assert.Equal(["make", "make check"], job.Steps![0].Script);
        Assert.True(job.Steps[2].AllowFailure);
        Assert.Equal(("registry.example/gcc:$V", "1000:0", "linux/amd64", "1001"), (job.Image!.Name, job.Image.ExecutorOpts!.Docker!.User,
            job.Image.ExecutorOpts.Docker.Platform, job.Image.ExecutorOpts.Kubernetes!.User));
        Assert.Equal(["always", "if-not-present"], job.Image.PullPolicy);
        Assert.Equal(("postgres:16", "db,database", 5432, "POSTGRES_PASSWORD"),
            (job.Services![0].Name, job.Services[0].Alias, job.Services[0].Ports![0].Number, job.Services[0].Variables![0].Key));
        Assert.Equal([("archive", "zip"), ("junit", "gzip"), ("sast", "raw")],
            job.Artifacts!.Select(artifact => (artifact.ArtifactType!, artifact.ArtifactFormat!)));
        Assert.Equal(("deps-protected", "pull-push", "deps-main"), (job.Cache![0].Key, job.Cache[0].Policy, job.Cache[0].FallbackKeys![0]));
        Assert.Equal(("registry", "registry.example"), (job.Credentials![0].Type, job.Credentials[0].Url));
        Assert.Equal((1200L, "artifacts.zip", 4096L),
            (job.Dependencies![0].Id, job.Dependencies[0].ArtifactsFile!.Filename, job.Dependencies[0].ArtifactsFile!.Size));
        Assert.Null(job.Dependencies[1].ArtifactsFile);
        Assert.True(job.Features!.TraceSections);
        Assert.Equal(["script_failure", "runner_interrupted"], job.Features.FailureReasons);
        Assert.Equal("secret/data", job.Secrets!["DB"].GetProperty("vault").GetProperty("path").GetString());
        Assert.Equal("pre_get_sources_script", job.Hooks![0].Name);
        Assert.Equal("[{\"step\": \"x\"}]", job.Run);
        Assert.True(job.PolicyOptions!.ExecutionPolicyJob);
    }

    [Fact]
    public void Read_OldServersPayload_IsRead()
    {
        var job = Read("old-server.json");

        Assert.Equal((9L, "oldtoken", false), (job.Id, job.Token, job.AllowGitFetch));
        Assert.Null(job.GitInfo!.Protected);
        Assert.Equal("1000", job.Image!.ExecutorOpts!.Kubernetes!.User);
        Assert.True(job.Variables![0].Public);
        Assert.Equal(600, job.RunnerInfo!.Timeout);
    }

    [Fact]
    public void Read_EverythingNull_IsRead()
    {
        using var full = JsonDocument.Parse(Bytes("full.json"));
        var nulls = $"{{{string.Join(',', full.RootElement.EnumerateObject().Select(field => $"\"{field.Name}\": null"))}}}";

        var job = PayloadJson.Read(Encoding.UTF8.GetBytes(nulls));

        Assert.Equal((0L, null, false), (job.Id, job.Token, job.AllowGitFetch));
        Assert.Null(job.Variables);
    }

    [Fact]
    public void Read_EveryLeafNull_IsRead()
    {
        using var full = JsonDocument.Parse(Bytes("full.json"));

        var job = PayloadJson.Read(Encoding.UTF8.GetBytes(WithNullLeaves(full.RootElement)));

        Assert.Equal(2, job.Variables!.Count);
        Assert.Equal(new JobVariable(), job.Variables[0]);
        Assert.Empty(job.Steps![0].Script!); // null entries are left out
        Assert.Equal(0, job.Dependencies![0].Id);
        Assert.False(job.Features!.TraceSections);
    }

    [Theory]
    [InlineData("""{"id": 1, "variables": [null, {"key": "A", "masked": "true", "raw": 1, "value": 5}]}""")]
    public void Read_OddForms_AreUnderstood(string json)
    {
        var variable = Assert.Single(PayloadJson.Read(Encoding.UTF8.GetBytes(json)).Variables!);

        Assert.Equal(("5", true, true), (variable.Value, variable.Masked, variable.Raw));
    }

    [Theory]
    [InlineData("""{"id": 1, "steps": {}}""", "$.steps")]
    [InlineData("""{"id": 1, "git_info": {"sha": []}}""", "$.git_info.sha")]
    [InlineData("""{"id": "x"}""", "$.id")]
    public void Read_WrongKind_NamesThePath(string json, string path) =>
        Assert.Equal(path, Assert.Throws<JsonException>(() => PayloadJson.Read(Encoding.UTF8.GetBytes(json))).Path);

    [Fact]
    public void ToString_OfParts_HoldsNoSecret()
    {
        var job = Read("full.json");

        object[] parts = [job, job.Variables![1], job.Credentials![0], job.Dependencies![0], job.GitInfo!, job.Inputs![0]];
        Assert.All(parts, part => Assert.DoesNotMatch("s3cr3t|token|regpass|eu", part.ToString()!));
    }

    private static JobPayload Read(string name) => PayloadJson.Read(Bytes(name));

    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "testdata", name));

    private static string WithNullLeaves(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object =>
            $"{{{string.Join(',', element.EnumerateObject().Select(field => $"\"{field.Name}\": {WithNullLeaves(field.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', element.EnumerateArray().Select(WithNullLeaves))}]",
        _ => "null",
    };
}
