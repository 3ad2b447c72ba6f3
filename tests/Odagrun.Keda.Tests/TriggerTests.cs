using System.Text.Json.Nodes;
using Odagrun.Jobs.Queues;
using Odagrun.Keda.Tests.Rendering;
using Odagrun.Keda.Tests.Rules;

namespace Odagrun.Keda.Tests;

/// <summary>What schemas miss of the triggers.</summary>
public sealed class TriggerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task Triggers_OfAnOverlay_SayWhatTheirScalersRead(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        Assert.All(overlay.Triggers, trigger => Assert.Empty(TriggerRules.Mistakes(trigger)));
    }

    [Theory]
    [InlineData("""{"type":"timertrigger","metadata":{"schedule":"*/10 * * * * *"}}""", "no scaler 'timertrigger'")]
    [InlineData(
        """{"type":"azure-queue","authenticationRef":{"name":"q"},"metadata":{"queueName":"q","queueLengthStrategy":"all","queueLenght":"5"}}""", "does not read queueLenght")]
    [InlineData(
        """{"type":"azure-queue","authenticationRef":{"name":"q"},"metadata":{"queueName":"q","queueLengthStrategy":"all","queueLength":5}}""", "queueLength is no string")]
    [InlineData("""{"type":"cron","metadata":{"timezone":"Etc/UTC","start":"0 0 * * * *","end":"1 * * * *","desiredReplicas":"1"}}""",
        "the window")]
    [InlineData("""{"type":"metrics-api","metadata":{"url":"https://a/b","valueLocation":"#","targetValue":"1","timeout":"10s"}}""",
        "needs an authenticationRef")]
    public void Mistakes_OfAWrongTrigger_AreFound(string trigger, string expected)
    {
        Assert.Contains(
            TriggerRules.Mistakes((JsonObject)JsonNode.Parse(trigger)!), mistake => mistake.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task Queues_OfTheFunctions_AreAllCounted(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        var counted = overlay.Triggers.Where(trigger => Is(trigger, "azure-queue")).ToList();
        Assert.Equal(
            new[] { QueueNames.Prepare, QueueNames.Start, QueueNames.Follow }.Order(StringComparer.Ordinal),
            counted.Select(trigger => trigger["metadata"]!["queueName"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        // A ticket in work, or invisible until its time, must keep its worker: only 'all' counts it.
        Assert.All(counted, trigger => Assert.Equal("all", trigger["metadata"]!["queueLengthStrategy"]!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task Scaling_WithoutFallbackAndFormula_HasACronBesideEveryOtherTrigger(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        Assert.All(overlay.Objects.Where(item => item["spec"]?["triggers"] is not null), item =>
        {
            Assert.Null(item["spec"]!["fallback"]);
            Assert.Null(item["spec"]!["advanced"]);
            Assert.Contains(item["spec"]!["triggers"]!.AsArray(), trigger => Is(trigger!, "cron"));
        });
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task AuthenticationRefs_OfAnOverlay_NameTriggerAuthenticationsThatAreThere(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        Assert.All(
            overlay.Triggers.Where(trigger => trigger["authenticationRef"] is not null),
            trigger => Assert.NotNull(overlay.Find("TriggerAuthentication", trigger["authenticationRef"]!["name"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Poller_AlwaysOn_StaysAtOne()
    {
        var overlay = await Overlay.RenderAsync("always-on", Cancellation);

        var spec = overlay.Get("ScaledObject", "odagrun-poller")["spec"]!;
        Assert.Equal((1L, 1L), (spec["minReplicaCount"]!.GetValue<long>(), spec["maxReplicaCount"]!.GetValue<long>()));
    }

    [Fact]
    public async Task Queues_OnAzure_AreCountedByIdentityWithoutAKey()
    {
        var overlay = await Overlay.RenderAsync("azure", Cancellation);

        var spec = overlay.Get("TriggerAuthentication", "odagrun-queue")["spec"]!.AsObject();
        Assert.Equal("azure-workload", spec["podIdentity"]!["provider"]!.GetValue<string>());
        Assert.False(spec.ContainsKey("secretTargetRef"));
        Assert.All(
            overlay.Triggers.Where(trigger => Is(trigger, "azure-queue")), trigger => Assert.NotNull(trigger["metadata"]!["accountName"]));
    }

    private static bool Is(JsonNode trigger, string type) => trigger["type"]!.GetValue<string>() == type;
}
