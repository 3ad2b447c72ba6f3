using System.Text.Json.Nodes;

namespace Odagrun.Executor.Tests.Published;

/// <summary>What is not done must not be left out in silence.</summary>
public sealed class UnsupportedTests
{
    [Theory]
    [InlineData("run", """ "[{\"name\":\"hello\",\"script\":\"echo\"}]" """, "'run:'")]
    [InlineData("secrets", """{"DATABASE_PASSWORD":{"vault":{}}}""", "'secrets:' (DATABASE_PASSWORD)")]
    [InlineData("inputs", """[{"key":"level","value":{"type":"string","content":"x"}}]""", "'inputs:' (level)")]
    [InlineData("services", """[{"name":"postgres:17"}]""", "'services:' (postgres:17)")]
    public async Task Job_WithAPartThatIsNotDone_FailsAsConfigurationAndNamesIt(string field, string json, string named)
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Payload[field] = JsonNode.Parse(json);
        scene.Job.Script("touch ran");

        var result = await scene.Job.RunAsync();

        Assert.True(result is { State: "failed", Reason: "runner_configuration_error" }, result.ToString());
        Assert.Contains(named, result.Trace, StringComparison.Ordinal);
        Assert.False(File.Exists(scene.Image.File("builds", "group", "app", "ran")));
    }

    [Fact]
    public async Task Job_WithEmptyPartsOfThatKind_Runs()
    {
        await using var scene = await JobScene.CreateAsync();
        scene.Job.Payload["run"] = "[]";
        scene.Job.Payload["secrets"] = new JsonObject();
        scene.Job.Payload["inputs"] = new JsonArray();
        scene.Job.Payload["services"] = new JsonArray();
        scene.Job.Script("true");

        var result = await scene.Job.RunAsync();

        Assert.True(result.State == "success", result.ToString());
    }
}
