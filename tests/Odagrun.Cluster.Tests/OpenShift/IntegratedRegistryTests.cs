using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Odagrun.Cluster.Tests.Launching;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.Composing;
using Odagrun.Oci.Images;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;
using Odagrun.Stack;
using Odagrun.Stack.Images;

namespace Odagrun.Cluster.Tests.OpenShift;

/// <summary>
/// Images in the cluster's own registry: the functions log in with their service account's token, the nodes with the pods' account's.
/// </summary>
public sealed class IntegratedRegistryTests
{
    private const string Reports = """echo '{"reported":true,"state":"success","exitCode":0}' > /dev/termination-log""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Image_ComposedWithTheServiceAccountsToken_IsPulledWithoutASecretOfOurs()
    {
        await using var rig = await LauncherRig.CreateAsync(Cancelled);
        Assert.SkipUnless(rig.Cluster.IsOwn, "the nodes of the cluster that KUBECONFIG names do not pull from a test's registry");
        await using var registry = await IntegratedRegistry.StartAsync(rig.Cluster, rig.Place, Cancelled);
        using var directory = WorkDirectory.Create("openshift");
        await File.WriteAllTextAsync(directory.File("token"), await TokenAsync(rig, "odagrun"), Cancelled);
        var options = new RegistryOptions
        {
            Host = registry.Host,
            Repository = rig.Place.Name,
            Username = "serviceaccount",
            PasswordFile = directory.File("token"),
            PullSecret = false,
        };
        await GiveAccountItsPullSecretAsync(rig, registry.Host);

        var image = await ComposeAsync(options, directory);
        var request = (await rig.RequestAsync(1, image, Cancelled)) with { PullCredentials = new RegistryCredentials(options.PullLogins) };
        await rig.Launcher.StartAsync(request, Cancelled);
        var (end, _) = await rig.FollowAsync(request.Job, Cancelled);

        Assert.True(end.Termination?.Reported, end.ToString());
        Assert.Contains(registry.Requests, asked => asked.StartsWith("serviceaccount:", StringComparison.Ordinal)
            && asked.Contains($"repository:{rig.Place.Name}/executor:pull,push", StringComparison.Ordinal));
        Assert.DoesNotContain(
            await rig.Place.Kubectl.ListAsync("secrets", Cancelled),
            secret => ((string)secret["metadata"]!["name"]!).EndsWith("-pull", StringComparison.Ordinal));
    }

    private static async Task<ImageReference> ComposeAsync(RegistryOptions options, WorkDirectory directory)
    {
        await BusyboxLayer.WriteAsync(directory.File("layer.tar.gz"), Cancelled);
        await using var services = new ServiceCollection().AddLogging().AddImageComposer()
            .Configure<RegistryClientOptions>(client => client.InsecureRegistries.Add(options.Host)).BuildServiceProvider();
        var (descriptor, diffId) = await PlainImagePusher.DescribeAsync(directory.File("layer.tar.gz"), Cancelled);
        var layer = new ComposeLayer(
            new Descriptor
            {
                MediaType = MediaTypes.OciLayerGzip,
                Digest = Digest.Parse(descriptor),
                Size = new FileInfo(directory.File("layer.tar.gz")).Length,
            },
            Digest.Parse(diffId), null, _ => Task.FromResult<Stream>(File.OpenRead(directory.File("layer.tar.gz"))));
        var composed = await services.GetRequiredService<IImageComposer>().ComposeAsync(
            new ComposeRequest(
                null,
                new ImageReference(options.Host, options.Repository + "/executor", null, null),
                Platform.Parse("linux/amd64"),
                [layer],
                new ComposeConfig { Entrypoint = ["/bin/sh", "-c", Reports] },
                new RegistryCredentials(options.Logins)),
            Cancelled);
        return composed.Reference;
    }

    private static async Task<string> TokenAsync(LauncherRig rig, string account)
    {
        var config = JsonNode.Parse(await File.ReadAllTextAsync(await rig.Place.KubeconfigOfAsync(account, Cancelled), Cancelled))!;
        return (string)config["users"]![0]!["user"]!["token"]!;
    }

    // OpenShift gives each account such a Secret, with a token of its own, when the account is made.
    private static async Task GiveAccountItsPullSecretAsync(LauncherRig rig, string host)
    {
        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"serviceaccount:{await TokenAsync(rig, "default")}"));
        var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($$$$"""{"auths":{"{{{{host}}}}":{"auth":"{{{{auth}}}}"}}}"""));
        await rig.Place.Kubectl.ApplyAsync(
            $$"""
            apiVersion: v1
            kind: Secret
            metadata: {name: default-dockercfg}
            type: kubernetes.io/dockerconfigjson
            data: {".dockerconfigjson": {{login}}}
            """,
            Cancelled);
        await rig.Place.Kubectl.RunAsync(
            ["patch", "serviceaccount", "default", "--patch", """{"imagePullSecrets":[{"name":"default-dockercfg"}]}"""], Cancelled);
    }
}
