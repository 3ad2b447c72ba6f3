using Odagrun.Stack;
using Odagrun.Stack.Images;
using Odagrun.Stack.Installation;

namespace Odagrun.Lab.Running;

/// <summary>A Lab and an Odagrun that works for it, on this machine: all that a pipeline needs.</summary>
public sealed class LabWithRunner : IAsyncDisposable
{
    private LabWithRunner(LabServer lab, LabRunner runner, LocalInstallation installation)
    {
        Lab = lab;
        Runner = runner;
        Installation = installation;
    }

    /// <summary>The GitLab stand-in.</summary>
    public LabServer Lab { get; }

    /// <summary>The runner registered there.</summary>
    public LabRunner Runner { get; }

    /// <summary>Azurite, registry and host.</summary>
    public LocalInstallation Installation { get; }

    /// <summary>Starts the Lab and the services; the host is started by <see cref="LocalInstallation.StartHostAsync"/>.</summary>
    public static async Task<LabWithRunner> StartAsync(LabWithRunnerOptions options, CancellationToken cancellationToken)
    {
        var lab = await LabServer.StartAsync(WithPorts(options.Lab), cancellationToken);
        try
        {
            var runner = lab.CreateRunner();
            var installation = await LocalInstallation.StartAsync(
                new LocalInstallationOptions
                {
                    Runners = [new RunnerRegistration("lab", new Uri(lab.Url), runner.Token, options.Limit)],
                    Registry = options.Registry,
                    FaultProxies = options.FaultProxies,
                    Settings = options.Settings,
                    OnHostLine = options.OnHostLine,
                },
                cancellationToken);
            lab.Registry = installation.RegistryHost;
            return new LabWithRunner(lab, runner, installation);
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    // Ports that are still its own when it has been off the network for a while.
    private static LabOptions WithPorts(LabOptions options) =>
        options with
        {
            Port = options.Port > 0 ? options.Port : FreePort.Next(),
            StoragePort = options.StoragePort > 0 ? options.StoragePort : FreePort.Next(),
        };

    /// <summary>Puts an image of one layer (a tar compressed with gzip) into the registry and gives its reference.</summary>
    public async Task<string> PushImageAsync(string name, string layerPath, CancellationToken cancellationToken)
    {
        using var pusher = new PlainImagePusher(Installation.Registry.Host);
        await pusher.PushAsync(new PlainImage($"base/{name}", "1") { LayerPath = layerPath }, cancellationToken);
        return $"{Installation.RegistryHost}/base/{name}:1";
    }

    /// <summary>Puts Debian's static busybox into the registry as an image and gives its reference.</summary>
    public async Task<string> PushBusyboxAsync(CancellationToken cancellationToken)
    {
        using var directory = WorkDirectory.Create("busybox");
        var layer = directory.File("layer.tar.gz");
        await BusyboxLayer.WriteAsync(layer, cancellationToken);
        return await PushImageAsync("busybox", layer, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        await Lab.DisposeAsync();
    }
}
