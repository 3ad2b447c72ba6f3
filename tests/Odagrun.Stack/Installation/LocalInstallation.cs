using System.Globalization;
using Odagrun.Stack.Processes;
using Odagrun.Stack.Services;

namespace Odagrun.Stack.Installation;

/// <summary>
/// A whole Odagrun on this machine: Azurite, a registry, and the functions' Standalone host as a process that can be stopped,
/// killed and started again while the rest goes on.
/// </summary>
public sealed class LocalInstallation : IAsyncDisposable
{
    private readonly WorkDirectory _directory;
    private readonly bool _ownsRegistry;
    private readonly Dictionary<string, string> _settings;
    private readonly Action<string>? _onLine;
    private readonly FaultProxies? _faults;
    private ChildProcess? _host;

    private LocalInstallation(
        WorkDirectory directory, Azurite azurite, DockerRegistry registry, FaultProxies? faults, LocalInstallationOptions options)
    {
        _directory = directory;
        _ownsRegistry = options.Registry is null;
        _onLine = options.OnHostLine;
        _faults = faults;
        Azurite = azurite;
        Registry = registry;
        _settings = SettingsOf(
            options, directory, faults is null ? azurite.ConnectionString : azurite.ConnectThrough(faults.Queues.Host), RegistryHost);
    }

    /// <summary>The queues.</summary>
    public Azurite Azurite { get; }

    /// <summary>Where base images are and executor images go.</summary>
    public DockerRegistry Registry { get; }

    /// <summary>Host and port of the registry as the installation reaches it.</summary>
    public string RegistryHost => _faults?.Registry.Host ?? Registry.Host;

    /// <summary>What breaks the way to queues and registry.</summary>
    public FaultProxies Faults =>
        _faults ?? throw new InvalidOperationException($"start it with {nameof(LocalInstallationOptions.FaultProxies)}");

    /// <summary>The host's settings, as environment variables.</summary>
    public IReadOnlyDictionary<string, string> Settings => _settings;

    /// <summary>The job store's directory, with the journal of finished jobs.</summary>
    public string JobsDirectory => _directory.File("jobs");

    /// <summary>The pods' directory.</summary>
    public string PodsDirectory => _directory.File("pods");

    /// <summary>The host's process.</summary>
    public ChildProcess Host => _host ?? throw new InvalidOperationException("the host has not been started");

    /// <summary>Starts the services; <see cref="StartHostAsync"/> starts the functions.</summary>
    public static async Task<LocalInstallation> StartAsync(LocalInstallationOptions options, CancellationToken cancellationToken)
    {
        var directory = WorkDirectory.Create("installation");
        var azurite = Azurite.StartAsync(cancellationToken);
        var registry = options.Registry ?? await DockerRegistry.StartAsync(cancellationToken);
        var faults = options.FaultProxies ? await FaultProxies.StartAsync((await azurite).QueueHost, registry.Host) : null;
        return new LocalInstallation(directory, await azurite, registry, faults, options);
    }

    /// <summary>Starts the host (again) and waits until it asks for jobs.</summary>
    public async Task StartHostAsync(CancellationToken cancellationToken)
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        if (!File.Exists(RepositoryPaths.NativeHost))
        {
            throw new FileNotFoundException($"{RepositoryPaths.NativeHost} is not there: run 'make host' first");
        }

        _host = ChildProcess.Start(
            new ProcessSpec(RepositoryPaths.NativeHost) { Environment = _settings, OnLine = _onLine, WorkingDirectory = _directory.Path });
        await _host.WaitForLineAsync("Odagrun is ready", cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        await LeftoverPods.RemoveAsync(PodsDirectory);
        await (_faults?.DisposeAsync() ?? ValueTask.CompletedTask);
        await Azurite.DisposeAsync();
        if (_ownsRegistry)
        {
            await Registry.DisposeAsync();
        }

        _directory.Dispose();
    }

    private static Dictionary<string, string> SettingsOf(
        LocalInstallationOptions options, WorkDirectory directory, string storage, string registry)
    {
        var settings = new Dictionary<string, string>
        {
            ["AzureWebJobsStorage"] = storage,
            ["Odagrun__Registry__Host"] = registry,
            ["Odagrun__Registry__Insecure"] = "true",
            ["Odagrun__Executor__LayerDirectory"] = RepositoryPaths.ExecutorLayer,
            ["Odagrun__Jobs__Directory"] = directory.File("jobs"),
            ["Odagrun__Runc__Directory"] = directory.File("pods"),
        };
        foreach (var (index, runner) in options.Runners.Index())
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"Odagrun__Runners__{index}__");
            settings[prefix + "Name"] = runner.Name;
            settings[prefix + "Url"] = runner.GitLabUrl.ToString();
            settings[prefix + "Token"] = runner.Token;
            settings[prefix + "Limit"] = runner.Limit.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in options.Settings)
        {
            settings[name] = value;
        }

        return settings;
    }
}
