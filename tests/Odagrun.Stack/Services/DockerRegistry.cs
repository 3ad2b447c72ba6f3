using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Services;

/// <summary>Debian's docker-registry on a port of its own, with deletion switched on, kept in a directory over restarts.</summary>
public sealed class DockerRegistry : IAsyncDisposable
{
    private readonly WorkDirectory _directory;
    private readonly int _port;
    private ChildProcess _process;

    private DockerRegistry(WorkDirectory directory, int port, ChildProcess process)
    {
        _directory = directory;
        _port = port;
        _process = process;
    }

    /// <summary>Host and port, as image references name it.</summary>
    public string Host => $"127.0.0.1:{_port}";

    /// <summary>Where it keeps its data.</summary>
    public string DataDirectory => _directory.File("data");

    /// <summary>Everything it printed: one line a request.</summary>
    public string Log => _process.Output;

    /// <summary>Starts it and waits until it listens.</summary>
    public static Task<DockerRegistry> StartAsync(CancellationToken cancellationToken) => StartAsync(new DockerRegistryOptions(), cancellationToken);

    /// <summary>As the other, with options.</summary>
    public static async Task<DockerRegistry> StartAsync(DockerRegistryOptions options, CancellationToken cancellationToken)
    {
        var directory = WorkDirectory.Create("registry");
        var port = options.Port ?? FreePort.Next();
        await File.WriteAllTextAsync(directory.File("config.yml"), RegistryConfiguration.Write(options, port, directory.File("data")), cancellationToken);
        return new DockerRegistry(directory, port, await LaunchAsync(directory, port, cancellationToken));
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    /// <summary>SIGTERM.</summary>
    public Task StopAsync() => _process.StopAsync();

    /// <summary>Starts it again on the same port and data.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _process.DisposeAsync();
        _process = await LaunchAsync(_directory, _port, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<ChildProcess> LaunchAsync(WorkDirectory directory, int port, CancellationToken cancellationToken)
    {
        var program = Tools.Find("docker-registry", "debian/usr/bin/docker-registry");
        var process = ChildProcess.Start(new ProcessSpec(program, "serve", directory.File("config.yml"))
        {
            Environment = new Dictionary<string, string> { ["OTEL_TRACES_EXPORTER"] = "none" },
        });
        await Listening.WaitAsync(port, process, cancellationToken);
        return process;
    }
}
