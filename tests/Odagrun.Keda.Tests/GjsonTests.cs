using System.Text.Json.Nodes;
using Odagrun.Keda.Tests.Gjson;
using Odagrun.Keda.Tests.Rendering;

namespace Odagrun.Keda.Tests;

/// <summary>The triggers' expressions on JSON as GitLab sends it. The expected numbers were measured with gjson 1.19 itself.</summary>
public sealed class GjsonTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static JsonNode Jobs =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "testdata", "pending-jobs.json")))!;

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task ValueLocation_OfAnOverlay_CountsJobsWithTheTagOnly(string name)
    {
        var location = await LocationAsync(name);

        Assert.Equal(2, GjsonPath.Number(Jobs, location));
        Assert.Equal(0, GjsonPath.Number(new JsonArray(), location));
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task ValueLocation_OnAnAnswerThatIsNoList_IsAnErrorAndNotZero(string name)
    {
        var location = await LocationAsync(name);

        Assert.Null(GjsonPath.Number(JsonNode.Parse("""{"message":"401 Unauthorized"}"""), location));
        Assert.Null(GjsonPath.Number(JsonNode.Parse("""{"error":"insufficient_scope"}"""), location));
    }

    [Theory]
    [InlineData("#", 4)]
    [InlineData("""#(tag_list.#(=="odagrun"))#|#""", 2)]
    [InlineData("""#(tag_list.#(=="gpu"))#|#""", 1)]
    [InlineData("""#(tag_list.#(=="none"))#|#""", 0)]
    [InlineData("#(tag_list.#==0)#|#", 1)]
    public void Number_OfAnExpression_IsWhatGjsonGives(string path, double expected)
    {
        Assert.Equal(expected, GjsonPath.Number(Jobs, path));
    }

    [Theory]
    [InlineData("data.project.jobs.count", 3.0)]
    [InlineData("""data.project.jobs.nodes.#(tags.#(=="odagrun"))#|#""", 1.0)]
    [InlineData("data.project.pipelines.count", null)]
    public void Number_OfAGraphQlAnswer_IsWhatGjsonGives(string path, double? expected)
    {
        var answer = JsonNode.Parse("""{"data":{"project":{"jobs":{"count":3,"nodes":[{"tags":["odagrun"]},{"tags":[]}]}}}}""");

        Assert.Equal(expected, GjsonPath.Number(answer, path));
    }

    private static async Task<string> LocationAsync(string name) =>
        (await Overlay.RenderAsync(name, Cancellation)).Triggers.Single(
            trigger => trigger["type"]!.GetValue<string>() == "metrics-api")["metadata"]!["valueLocation"]!.GetValue<string>();
}
