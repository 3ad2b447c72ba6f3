using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Odagrun.Lab.Tests.Server;

namespace Odagrun.Lab.Tests.Web;

public sealed class WebApiTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_CanBeDoneFromAnotherProcess()
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var http = new HttpClient { BaseAddress = new Uri(lab.Url) };
        var project = await PostAsync(http, "/lab/projects", new { path = "group/app" });
        Assert.Equal("group/app", (string?)project["project"]!["path"]);
        await lab.CommitAsync("group/app", new Dictionary<string, string?> { [".gitlab-ci.yml"] = LabFixture.OneJob }, "c", "main", Token);
        var runner = await PostAsync(http, "/lab/runners", new { tags = new[] { "x" } });
        var pipeline = await PostAsync(http, "/lab/pipelines",
            new { project = "group/app", @ref = "main", variables = new Dictionary<string, string> { ["A"] = "b" } });
        Assert.Equal("pending", (string?)pipeline["status"]);

        using var client = new TestRunner(lab, (string)runner["token"]!);
        var job = await client.TakeAsync();
        Assert.Equal("b", job.Variable("A"));
        await job.StartAsync();
        await job.WriteAsync("0123456789");
        using (var tail = await http.GetAsync($"/lab/jobs/{job.Id}/trace?offset=4", Token))
        {
            Assert.Equal("456789", await tail.Content.ReadAsStringAsync(Token));
            Assert.Equal("10", tail.Headers.GetValues("X-Trace-Offset").Single());
        }

        using var cancel = await http.PostAsync($"/lab/jobs/{job.Id}/cancel", null, Token);
        Assert.Equal(HttpStatusCode.NoContent, cancel.StatusCode);
        var view = await http.GetFromJsonAsync<JsonNode>($"/lab/jobs/{job.Id}", Token);
        Assert.Equal("canceling", (string?)view!["status"]);
        using var twice = await http.PostAsync($"/lab/jobs/{job.Id}/cancel", null, Token);
        Assert.Equal(HttpStatusCode.Conflict, twice.StatusCode);
        using var missing = await http.GetAsync("/lab/jobs/999", Token);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }

    [Fact]
    public async Task Pipeline_OfAWrongConfiguration_IsRefusedWithAllErrors()
    {
        await using var fixture = await LabFixture.StartAsync();
        await fixture.Lab.CommitAsync("app", new Dictionary<string, string?> { [".gitlab-ci.yml"] = "a: {}\nb: {}\n" }, "c", "main", Token);
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Lab.Url) };
        using var response = await http.PostAsJsonAsync("/lab/pipelines", new { project = "app", @ref = "main" }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
        Assert.Equal(2, body["errors"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a//b")]
    [InlineData("a/../b")]
    [InlineData("a.git")]
    [InlineData("")]
    public async Task Project_WithAWrongPath_IsRefused(string path)
    {
        await using var lab = await LabServer.StartAsync(new LabOptions(), Token);
        using var http = new HttpClient { BaseAddress = new Uri(lab.Url) };
        using var response = await http.PostAsJsonAsync("/lab/projects", new { path }, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Runners_AreShownWithWhatTheySaid()
    {
        await using var fixture = await LabFixture.StartAsync();
        using var verify = await fixture.Runner.VerifyAsync();
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Lab.Url) };
        var runners = (await http.GetFromJsonAsync<JsonNode>("/lab/runners", Token))!;
        var manager = runners[0]!["managers"]![0]!;
        Assert.Equal("s_test", (string?)manager["systemId"]);
        Assert.Contains("two_phase_job_commit", manager["features"]!.AsArray().Select(feature => (string?)feature));
        var transcript = await http.GetStringAsync("/lab/transcript", Token);
        Assert.Contains("\"endpoint\":\"verify\"", transcript, StringComparison.Ordinal);
        Assert.DoesNotContain("glrt-", transcript, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_FollowEachChange()
    {
        await using var fixture = await LabFixture.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(fixture.Lab.Url) };
        using var stream = new StreamReader(await http.GetStreamAsync("/lab/events", Token));
        var first = await stream.ReadLineAsync(Token);
        Assert.StartsWith("data: {\"version\":", first, StringComparison.Ordinal);
        await stream.ReadLineAsync(Token);
        fixture.Lab.CancelPipeline(fixture.Pipeline.Id);
        var second = await stream.ReadLineAsync(Token);
        Assert.StartsWith("data: ", second, StringComparison.Ordinal);
        Assert.NotEqual(first, second);
    }

    private static async Task<JsonNode> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync(path, body, Token);
        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
    }
}
