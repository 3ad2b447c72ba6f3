using System.Text.Json.Nodes;
using Odagrun.Keda.Tests.Rendering;
using Odagrun.Keda.Tests.Schemas;
using Odagrun.Stack;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Keda.Tests;

/// <summary>
/// KEDA's objects against KEDA's types: the published ones, and strict ones of our own that know no more than what is used.
/// </summary>
public sealed class SchemaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task KedaObjects_OfAnOverlay_HaveNoUnknownOrWrongFields(string name)
    {
        var items = OfKeda(await Overlay.RenderAsync(name, Cancellation));

        Assert.NotEmpty(items);
        Assert.All(items, item => Assert.Empty(StructuralSchema.All[item["kind"]!.GetValue<string>()].Mistakes(item)));
    }

    [Theory]
    [InlineData("""{"scaleTargetRef":{"name":"a"},"triggers":[]}""", "triggers is too short")]
    [InlineData(
        """{"scaleTargetRef":{"name":"a"},"pollingInterval":0,"triggers":[{"type":"cron","metadata":{}}]}""", "pollingInterval is less")]
    [InlineData(
        """{"scaleTargetRef":{"name":"a"},"coolDownPeriod":5,"triggers":[{"type":"cron","metadata":{}}]}""", "coolDownPeriod is not known")]
    public void Mistakes_OfAWrongScaledObject_AreFound(string spec, string expected)
    {
        var item = new JsonObject { ["metadata"] = new JsonObject(), ["spec"] = JsonNode.Parse(spec) };

        Assert.Contains(
            StructuralSchema.All["ScaledObject"].Mistakes(item), mistake => mistake.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task KedaObjects_OfAllOverlays_PassThePublishedTypes()
    {
        var items = new JsonArray();
        foreach (var name in Overlay.Names)
        {
            foreach (var item in OfKeda(await Overlay.RenderAsync(name, Cancellation)))
            {
                items.Add(item.DeepClone());
            }
        }

        Assert.Equal("", await ValidateAsync(items));
    }

    [Fact]
    public async Task Validation_OfAWrongType_SaysSo()
    {
        var wrong = JsonNode.Parse(
            """[{"apiVersion":"keda.sh/v1alpha1","kind":"ScaledObject","metadata":{"name":"x"},"spec":{"scaleTargetRef":{"name":"a"},"pollingInterval":"often","triggers":[]}}]""")!;

        Assert.Contains("ScaledObject x: ", await ValidateAsync(wrong), StringComparison.Ordinal);
    }

    private static List<JsonObject> OfKeda(Overlay overlay) =>
        [.. overlay.Objects.Where(item => item["apiVersion"]!.GetValue<string>().StartsWith("keda.sh/", StringComparison.Ordinal))];

    // What it prints: nothing where all is right.
    private static async Task<string> ValidateAsync(JsonNode items)
    {
        using var directory = WorkDirectory.Create("keda");
        await File.WriteAllTextAsync(directory.File("items.json"), items.ToJsonString(), Cancellation);
        var script = Path.Combine(RepositoryPaths.Root, "tests", "keda", "validate.js");
        var modules = Path.GetDirectoryName(Tools.Find("@kubernetes-models/keda", "keda/package.json"))!;
        await using var process = ChildProcess.Start(new ProcessSpec("node", script, modules, directory.File("items.json")));
        await process.WaitAsync(Cancellation);
        return process.Output.Trim();
    }
}
