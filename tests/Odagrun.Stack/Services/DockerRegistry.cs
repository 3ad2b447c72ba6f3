using System.Net;
using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Services;

/// <summary>Debian's docker-registry on a port of its own, with deletion switched on, kept in a directory over restarts.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private readonly Launched? _launched;

    private DockerRegistry(string host, Launched? launched)
    {
        Host = host;
        _launched = launched;
    }

    /// <summary>Host and port, as image references name it.</summary>
    public string Host { get; }

    /// <summary>Where it keeps its data.</summary>
    public string DataDirectory => Own.Directory.File("data");

    /// <summary>Everything it printed: one line a request.</summary>
    public string Log => Own.Process.Output;

    private Launched Own => _launched ?? throw new InvalidOperationException($"the registry {Host} was not started here");

    /// <summary>One that is there already and stays; nothing can be asked of it but <see cref="Host"/>.</summary>
    public static DockerRegistry At(string host) => new(host, null);

    /// <summary>Starts it and waits until it listens.</summary>
    public static Task<DockerRegistry> StartAsync(CancellationToken cancellationToken) =>
        StartAsync(new DockerRegistryOptions(), cancellationToken);

    /// <summary>As the other, with options.</summary>
    public static async Task<DockerRegistry> StartAsync(DockerRegistryOptions options, CancellationToken cancellationToken)
    {
        var directory = WorkDirectory.Create("registry");
        var place = new IPEndPoint(options.Address, options.Port ?? FreePort.Next());
        await File.WriteAllTextAsync(directory.File("config.yml"),
            RegistryConfiguration.Write(options, place.Port, options.DataDirectory ?? directory.File("data")), cancellationToken);
        return new DockerRegistry(place.ToString(), new Launched(directory, place, await LaunchAsync(directory, place, cancellationToken)));
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => Own.Process.KillAsync(cancellationToken);

    /// <summary>SIGTERM.</summary>
    public Task StopAsync() => Own.Process.StopAsync();

    /// <summary>Starts it again on the same port and data.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await Own.Process.DisposeAsync();
        Own.Process = await LaunchAsync(Own.Directory, Own.Place, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_launched is not null)
        {
            await _launched.Process.DisposeAsync();
            _launched.Directory.Dispose();
        }
    }

    private static async Task<ChildProcess> LaunchAsync(WorkDirectory directory, IPEndPoint place, CancellationToken cancellationToken)
    {
        var program = Tools.Find("docker-registry", "debian/usr/bin/docker-registry");
        var process = ChildProcess.Start(new ProcessSpec(program, "serve", directory.File("config.yml"))
        {
            Environment = new Dictionary<string, string> { ["OTEL_TRACES_EXPORTER"] = "none" },
        });
        await Listening.WaitAsync(place, process, cancellationToken);
        return process;
    }

    private sealed class Launched(WorkDirectory directory, IPEndPoint place, ChildProcess process)
    {
        public WorkDirectory Directory => directory;

        public IPEndPoint Place => place;

        public ChildProcess Process { get; set; } = process;
    }
}
