using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Tests.Server;

namespace Odagrun.Lab.Tests.Pipelines;

public sealed class PayloadTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Payload_OfAJob_HoldsWhatTheConfigurationSays()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            variables: { IMAGE: debian }
            job:
              image: { name: "$IMAGE:12", entrypoint: [""] }
              services: [{ name: postgres, alias: db }]
              before_script: [before]
              script: [during]
              after_script: [after]
              timeout: 10 minutes
              cache: { key: "$CI_COMMIT_REF_SLUG", paths: [x], fallback_keys: [y] }
            """);
        fixture.Lab.AddRegistryLogin("app", new LabRegistryLogin("registry.example", "me", "secret"));
        var payload = (await fixture.Runner.TakeAsync()).Payload;

        Assert.Equal("debian:12", (string?)payload["image"]!["name"]);
        Assert.Equal("db", (string?)payload["services"]![0]!["alias"]);
        Assert.Equal(["before", "during"], payload["steps"]![0]!["script"]!.AsArray().Select(line => (string)line!));
        Assert.Equal("always", (string?)payload["steps"]![1]!["when"]);
        Assert.Equal(600, (int)payload["runner_info"]!["timeout"]!);
        Assert.Equal("main-0-protected", (string?)payload["cache"]![0]!["key"]);
        Assert.Equal("y-0-protected", (string?)payload["cache"]![0]!["fallback_keys"]![0]);
        Assert.Equal("registry.example", (string?)payload["credentials"]![0]!["url"]);
        Assert.Contains("script_failure", payload["features"]!["failure_reasons"]!.AsArray().Select(reason => (string?)reason));
    }

    [Theory]
    [InlineData("job: { script: [x] }", 20, 2)]
    [InlineData("job: { script: [x], variables: { GIT_DEPTH: 3 } }", 3, 2)]
    [InlineData("job: { script: [x], variables: { GIT_DEPTH: 0 } }", 0, 3)]
    public async Task GitInfo_DependsOnTheDepth(string configuration, int depth, int refspecs)
    {
        await using var fixture = await LabFixture.StartAsync(configuration: configuration);
        var source = (await fixture.Runner.TakeAsync()).Payload["git_info"]!;
        Assert.Equal(depth, (int)source["depth"]!);
        Assert.Equal(refspecs, source["refspecs"]!.AsArray().Count);
        Assert.Contains($"+refs/pipelines/{fixture.Pipeline.Id}:refs/pipelines/{fixture.Pipeline.Id}",
            source["refspecs"]!.AsArray().Select(spec => (string?)spec));
    }

    [Fact]
    public async Task Variables_ComeInGitLabsPrecedence()
    {
        await using var fixture = await LabFixture.StartAsync(configuration: """
            variables: { A: global, B: global, C: global, D: global }
            job: { script: [x], variables: { B: job, C: job, D: job } }
            """);
        fixture.Lab.SetVariable("app", new CiVariable("C", "project"));
        fixture.Lab.SetVariable("app", new CiVariable("D", "project"));
        fixture.Lab.SetVariable("app", new CiVariable("SECRET", "hidden") { Masked = true, Public = false });
        fixture.Lab.CancelPipeline(fixture.Pipeline.Id);
        await fixture.Lab.CreatePipelineAsync("app", "main", [new CiVariable("D", "call")], Token);

        var job = await fixture.Runner.TakeAsync();
        Assert.Equal(("global", "job", "project", "call"), (job.Variable("A"), job.Variable("B"), job.Variable("C"), job.Variable("D")));
        Assert.Equal("main", job.Variable("CI_COMMIT_BRANCH"));
        Assert.Equal(job.Token, job.Variable("CI_JOB_TOKEN"));
        var secret = job.Payload["variables"]!.AsArray().Single(variable => (string?)variable!["key"] == "SECRET")!;
        Assert.True((bool)secret["masked"]!);
        Assert.False((bool)secret["public"]!);
    }
}
