using Odagrun.Stack.Processes;

namespace Odagrun.Stack.Services;

/// <summary>Azurite, Azure Storage's emulator (npm), on ports of its own: blobs and queues, kept in a directory over restarts.</summary>
public sealed class Azurite : IAsyncDisposable
{
    // The emulator's published account and key: the same on every machine, no secret.
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly WorkDirectory _directory;
    private readonly int _blobPort;
    private readonly int _queuePort;
    private ChildProcess _process;

    private Azurite(WorkDirectory directory, int blobPort, int queuePort, ChildProcess process)
    {
        _directory = directory;
        _blobPort = blobPort;
        _queuePort = queuePort;
        _process = process;
    }

    /// <summary>The long form, which KEDA reads too.</summary>
    public string ConnectionString => ConnectThrough(QueueHost);

    /// <summary>Host and port of the queues.</summary>
    public string QueueHost => $"127.0.0.1:{_queuePort}";

    /// <summary>As <see cref="ConnectionString"/>, with the queues at another address (a proxy's).</summary>
    public string ConnectThrough(string queueHost) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};"
        + $"BlobEndpoint=http://127.0.0.1:{_blobPort}/{Account};QueueEndpoint=http://{queueHost}/{Account};";

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<Azurite> StartAsync(CancellationToken cancellationToken)
    {
        var directory = WorkDirectory.Create("azurite");
        var (blobPort, queuePort) = (FreePort.Next(), FreePort.Next());
        return new Azurite(directory, blobPort, queuePort, await LaunchAsync(directory, blobPort, queuePort, cancellationToken));
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync(CancellationToken cancellationToken) => _process.KillAsync(cancellationToken);

    /// <summary>Starts it again on the same ports and data.</summary>
    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await _process.DisposeAsync();
        _process = await LaunchAsync(_directory, _blobPort, _queuePort, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _directory.Dispose();
    }

    private static async Task<ChildProcess> LaunchAsync(
        WorkDirectory directory, int blobPort, int queuePort, CancellationToken cancellationToken)
    {
        var script = Tools.Find("azurite", "azurite/node_modules/azurite/dist/src/azurite.js");
        var arguments = new[]
        {
            script, "--silent", "--disableTelemetry", "--skipApiVersionCheck", "--location", directory.Path,
            "--blobHost", "127.0.0.1", "--blobPort", $"{blobPort}", "--queueHost", "127.0.0.1", "--queuePort", $"{queuePort}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{FreePort.Next()}",
        };
        var process = ChildProcess.Start(new ProcessSpec("node", arguments));
        await Listening.WaitAsync(queuePort, process, cancellationToken);
        await Listening.WaitAsync(blobPort, process, cancellationToken);
        return process;
    }
}
