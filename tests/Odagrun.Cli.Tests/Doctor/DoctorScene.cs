using Odagrun.Stack;
using Odagrun.Stack.Proxies;
using Odagrun.Stack.Services;

namespace Odagrun.Cli.Tests.Doctor;

/// <summary>A small healthy installation on this machine; a test breaks one thing of it.</summary>
public sealed class DoctorScene : IAsyncLifetime
{
    internal const string Token = "glrt-good-but-not-to-be-seen";

    private readonly WorkDirectory _directory = WorkDirectory.Create("doctor");
    private HttpServer? _gitLab;
    private Azurite? _azurite;
    private DockerRegistry? _registry;

    internal Azurite Azurite => _azurite!;

    /// <summary>The settings of all that is well.</summary>
    internal Dictionary<string, string?> Settings() => new()
    {
        ["AzureWebJobsStorage"] = Azurite.ConnectionString,
        ["Odagrun:Runners:0:Name"] = "demo",
        ["Odagrun:Runners:0:Url"] = $"http://{_gitLab!.Host}",
        ["Odagrun:Runners:0:Token"] = Token,
        ["Odagrun:Registry:Host"] = _registry!.Host,
        ["Odagrun:Registry:Insecure"] = "true",
        ["Odagrun:Executor:LayerDirectory"] = _directory.Path,
        ["Odagrun:Jobs:Directory"] = _directory.File("jobs"),
        ["Odagrun:Pods:Launcher"] = "runc",
    };

    /// <summary>The same with pods in a cluster.</summary>
    internal Dictionary<string, string?> Settings(string kubeconfig)
    {
        var settings = Settings();
        settings["Odagrun:Pods:Launcher"] = "kubernetes";
        settings["Odagrun:Kubernetes:Kubeconfig"] = kubeconfig;
        return settings;
    }

    internal static async Task<Diagnosis> ExamineAsync(
        Dictionary<string, string?> settings, TimeProvider? clock = null, params string[] more) =>
        new(await CliRun.RunAsync(["doctor", "--output", "json", .. more], settings, clock: clock));

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(_directory.File("layer.json"), "{}", cancellation);
        _gitLab = await GitLabStandIn.ValidAsync();
        _azurite = await Azurite.StartAsync(cancellation);
        _registry = await DockerRegistry.StartAsync(cancellation);
        await CliRun.RunAsync(["doctor", "--create-queues"], Settings());
    }

    public async ValueTask DisposeAsync()
    {
        await _gitLab!.DisposeAsync();
        await _azurite!.DisposeAsync();
        await _registry!.DisposeAsync();
        _directory.Dispose();
    }
}
