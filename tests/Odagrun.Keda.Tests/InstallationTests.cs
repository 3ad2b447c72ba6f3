using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Odagrun.Jobs;
using Odagrun.Keda.Tests.Rendering;
using Odagrun.Kubernetes;
using Odagrun.Stack;
using Odagrun.Stack.Installation;

namespace Odagrun.Keda.Tests;

/// <summary>The parts of an overlay fit each other and the program.</summary>
public sealed class InstallationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(OverlayNames.WithDeployments), MemberType = typeof(OverlayNames))]
    public async Task Functions_OfTheApp_AreEachEnabledInExactlyOneDeployment(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        var enabled = overlay.Of("Deployment").SelectMany(deployment => Environment(deployment["spec"]!["template"]!))
            .Where(
                variable => variable["name"]!.GetValue<string>().StartsWith("AzureFunctionsJobHost__functions__", StringComparison.Ordinal))
            .Select(variable => variable["value"]!.GetValue<string>());
        Assert.Equal(["FollowJob", "PollGitLab", "PrepareJob", "Reconcile", "StartJob"], enabled.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OverlayNames.WithDeployments), MemberType = typeof(OverlayNames))]
    public async Task PollerAndWorker_OfAnOverlay_ShareImageHostIdAndSettingsAndLeaveTheirNumberToKeda(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        var parts = new[] { overlay.Get("Deployment", "odagrun-poller"), overlay.Get("Deployment", "odagrun-worker") };
        Assert.All(parts, part => Assert.Null(part["spec"]!["replicas"]));
        Assert.All(parts, part => Assert.Equal(
            "odagrun-settings", Container(part["spec"]!["template"]!)["envFrom"]![0]!["configMapRef"]!["name"]!.GetValue<string>()));
        Assert.Single(parts.Select(part => Container(part["spec"]!["template"]!)["image"]!.GetValue<string>()).Distinct());
        Assert.NotNull(overlay.Get("ConfigMap", "odagrun-settings")["data"]!["AzureFunctionsWebHost__hostid"]);
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task Settings_OfAnOverlay_AreAcceptedByTheProgram(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);
        using var directory = WorkDirectory.Create("settings");
        await File.WriteAllTextAsync(directory.File("token"), "glrt-for-this-test", Cancellation);
        await File.WriteAllTextAsync(directory.File("layer.json"), "{}", Cancellation);
        var values = new[] { "odagrun-settings", "odagrun-runner-settings" }.SelectMany(
            map => overlay.Get("ConfigMap", map)["data"]!.AsObject())
            .ToDictionary(
                entry => entry.Key.Replace("__", ":", StringComparison.Ordinal), entry => (string?)entry.Value!.GetValue<string>());
        Assert.Equal("/etc/odagrun/runner/token", values["Odagrun:Runners:0:TokenFile"]);
        values["Odagrun:Runners:0:TokenFile"] = directory.File("token");
        values["Odagrun:Executor:LayerDirectory"] = directory.Path;
        values["AzureWebJobsStorage"] = "UseDevelopmentStorage=true";

        using var services = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(values).Build())
            .AddLogging().AddJobSettings().AddKubernetesPodSettings().BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }

    [Theory]
    [MemberData(nameof(OverlayNames.WithDeployments), MemberType = typeof(OverlayNames))]
    public async Task RunnerToken_OfAnOverlay_IsMountedIntoThePollerOnly(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);

        var holders = overlay.Pods.Where(pod => pod.Template.ToJsonString().Contains("\"odagrun-runner\"", StringComparison.Ordinal))
            .Select(pod => pod.Name);
        Assert.Equal(["odagrun-poller"], holders);
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task Secrets_ThatAnOverlayRefersTo_AreInItOrHaveATemplateWithThatKey(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);
        var templates = Directory.EnumerateFiles(Path.Combine(Overlay.Folder, "secrets"), "*.yaml")
            .SelectMany(file => YamlObjects.Read(File.ReadAllText(file)));
        var known = overlay.Of("Secret").Concat(templates)
            .SelectMany(secret => secret["stringData"]!.AsObject().Select(entry => (Overlay.NameOf(secret), entry.Key))).ToHashSet();

        Assert.NotEmpty(References(overlay));
        Assert.Empty(References(overlay).Except(known));
    }

    [Fact]
    public async Task Functions_OnAzure_UseTheAccountWithoutAKey()
    {
        var overlay = await Overlay.RenderAsync("azure", Cancellation);

        Assert.DoesNotContain(
            "odagrun-storage", string.Concat(overlay.Objects.Select(item => item.ToJsonString())), StringComparison.Ordinal);
        Assert.All(overlay.Of("Deployment"), deployment =>
        {
            Assert.Contains(Environment(deployment["spec"]!["template"]!),
                variable => variable["name"]!.GetValue<string>() == "AzureWebJobsStorage__accountName");
            Assert.Equal(
                "true", deployment["spec"]!["template"]!["metadata"]!["labels"]!["azure.workload.identity/use"]!.GetValue<string>());
        });
        Assert.All(overlay.Of("ServiceAccount"),
            account => Assert.NotNull(account["metadata"]!["annotations"]!["azure.workload.identity/client-id"]));
    }

    [Theory]
    [MemberData(nameof(OverlayNames.WithAzurite), MemberType = typeof(OverlayNames))]
    public async Task ConnectionString_ToAzurite_IsOneThatKedaReadsFromItsOwnNamespace(string name)
    {
        var overlay = await Overlay.RenderAsync(name, Cancellation);
        var connection = overlay.Get("Secret", "odagrun-storage")["stringData"]!["connection"]!.GetValue<string>();

        var parts = connection.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=', 2)).ToDictionary(
            part => part[0], part => part[1]);
        var place = overlay.Objects.Single(item => item["kind"]!.GetValue<string>() == "Namespace")["metadata"]!["name"];
        Assert.Equal(["AccountKey", "AccountName", "BlobEndpoint", "DefaultEndpointsProtocol", "QueueEndpoint"],
            parts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal($"http://azurite.{place}.svc.cluster.local:10001/{parts["AccountName"]}", parts["QueueEndpoint"]);
        // The dotted name is the account's to Azurite, unless it is told otherwise.
        Assert.Contains("--disableProductStyleUrl", Container(overlay.Get("Deployment", "azurite")["spec"]!["template"]!)["args"]!.AsArray()
            .Select(argument => argument!.GetValue<string>()));
    }

    [Theory]
    [MemberData(nameof(OverlayNames.All), MemberType = typeof(OverlayNames))]
    public async Task NetworkPolicies_OfAnOverlay_DenyByDefaultAndHoldJobsFromMetadataAndQueues(string name)
    {
        var policies = (await Overlay.RenderAsync(name, Cancellation)).Of("NetworkPolicy").ToDictionary(Overlay.NameOf);

        Assert.Empty(policies["odagrun-default-deny"]["spec"]!["podSelector"]!.AsObject());
        var jobs = policies["odagrun-jobs"]["spec"]!;
        Assert.Equal("odagrun.io/job", jobs["podSelector"]!["matchExpressions"]![0]!["key"]!.GetValue<string>());
        Assert.Contains("169.254.169.254/32", jobs.ToJsonString(), StringComparison.Ordinal);
        if (policies.TryGetValue("azurite", out var azurite))
        {
            Assert.Contains("keda-operator", azurite.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("odagrun.io/job", azurite.ToJsonString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("quota")]
    [InlineData("base")]
    [InlineData("azurite")]
    public async Task Folder_OfItsOwn_Renders(string folder)
    {
        Assert.NotEmpty(await Overlay.RenderFolderAsync(Path.Combine(RepositoryPaths.Root, "keda", folder), Cancellation));
    }

    private static HashSet<(string, string)> References(Overlay overlay)
    {
        var found = new HashSet<(string, string)>();
        foreach (var variable in overlay.Pods.SelectMany(pod => Environment(pod.Template))
            .Select(variable => variable["valueFrom"]?["secretKeyRef"]).OfType<JsonNode>())
        {
            found.Add((variable["name"]!.GetValue<string>(), variable["key"]!.GetValue<string>()));
        }

        foreach (var target in overlay.Of("TriggerAuthentication").SelectMany(item => item["spec"]!["secretTargetRef"]?.AsArray() ?? []))
        {
            found.Add((target!["name"]!.GetValue<string>(), target["key"]!.GetValue<string>()));
        }

        foreach (var volume in overlay.Pods.SelectMany(pod => pod.Template["spec"]!["volumes"]?.AsArray() ?? [])
            .Select(volume => volume!["secret"]).OfType<JsonNode>())
        {
            found.Add((volume["secretName"]!.GetValue<string>(), "token"));
        }

        return found;
    }

    private static JsonObject Container(JsonNode template) => (JsonObject)template["spec"]!["containers"]!.AsArray().Single()!;

    private static IEnumerable<JsonObject> Environment(JsonNode template) =>
        (Container(template)["env"]?.AsArray() ?? []).Select(variable => (JsonObject)variable!);
}
