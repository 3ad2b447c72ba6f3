using System.Text.Json.Nodes;
using Odagrun.Keda.Tests.Rendering;
using Odagrun.Keda.Tests.Rules;

namespace Odagrun.Keda.Tests;

public sealed class PodSecurityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task Pods_OfAnOverlay_AreRestrictedWithReadOnlyRoots(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        Assert.NotEmpty(overlay.Pods);
        Assert.All(overlay.Pods, pod => Assert.Empty(RestrictedPods.Violations(pod.Template, assignedUser: name == "openshift")));
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task Namespace_OfAnOverlay_EnforcesRestricted(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        var labels = overlay.Get("Namespace", "odagrun")["metadata"]!["labels"]!;
        Assert.Equal("restricted", labels["pod-security.kubernetes.io/enforce"]!.GetValue<string>());
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task ServiceAccountToken_OfAPodWithoutRights_IsNotMounted(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);
        var bound = overlay.Of("RoleBinding").SelectMany(binding => binding["subjects"]!.AsArray())
            .Select(subject => subject!["name"]!.GetValue<string>()).ToList();

        Assert.All(overlay.Pods, pod =>
        {
            var spec = pod.Template["spec"]!;
            Assert.True(spec["automountServiceAccountToken"]?.GetValue<bool>() == false
                || bound.Contains(spec["serviceAccountName"]!.GetValue<string>()), pod.Name);
        });
    }

    [Theory]
    [InlineData("""{"containers":[{"name":"c"}]}""")]
    [InlineData("""{"hostNetwork":true,"containers":[]}""")]
    [InlineData("""{"volumes":[{"name":"v","hostPath":{"path":"/"}}],"containers":[]}""")]
    public void Violations_OfAPodThatWouldBeRefused_AreFound(string spec)
    {
        Assert.NotEmpty(RestrictedPods.Violations(new JsonObject { ["spec"] = JsonNode.Parse(spec) }, assignedUser: false));
    }
}
