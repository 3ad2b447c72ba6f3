using Microsoft.AspNetCore.Builder;
using Odagrun.Lab.Board;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Transcript;

namespace Odagrun.Lab;

/// <summary>A GitLab stand-in that listens on a port: runner API, git over HTTP, pipelines, page.</summary>
public sealed partial class LabServer : IAsyncDisposable
{
    private readonly LabServices _services;
    private readonly bool _ownsDirectory;
    private WebApplication _app;

    private LabServer(LabServices services, bool ownsDirectory)
    {
        _services = services;
        _ownsDirectory = ownsDirectory;
        _app = LabWebApplication.Build(services, this, services.Board.Options.Port, services.Board.Options.StoragePort);
    }

    /// <summary>Base URL, without a trailing slash: what a runner takes as GitLab's URL.</summary>
    public string Url => Board.Url;

    /// <summary>Where repositories, logs and artifacts are.</summary>
    public string DataDirectory => Board.Directory;

    /// <summary>Host and port of the registry told to jobs as <c>CI_REGISTRY</c>; null: none.</summary>
    public string? Registry
    {
        get => Locked(() => Board.Registry);
        set => Locked(() => Board.Registry = value);
    }

    /// <summary>What shall go wrong.</summary>
    public FaultPlan Faults => _services.Faults;

    /// <summary>What shall be served other than it should.</summary>
    public Tampering Tampering => _services.Tampering;

    /// <summary>Every request so far and its answer's status.</summary>
    public IReadOnlyList<RecordedRequest> Transcript => _services.Requests.All;

    /// <summary>Requests to the object storage that carried a GitLab token.</summary>
    public int StorageTokenLeaks => _services.Links.Leaks;

    internal LabBoard Board => _services.Board;

    /// <summary>Starts one; it listens when this returns.</summary>
    public static async Task<LabServer> StartAsync(LabOptions options, CancellationToken cancellationToken)
    {
        var directory = options.DataDirectory is { } named
            ? Directory.CreateDirectory(named).FullName
            : Directory.CreateTempSubdirectory("odagrun-lab-").FullName;
        var lab = new LabServer(new LabServices(options, directory), ownsDirectory: options.DataDirectory is null);
        try
        {
            await lab._app.StartAsync(cancellationToken);
            LabWebApplication.ReadAddresses(lab._app, lab.Board);
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Goes off the network in the middle of whatever it does; all it knows stays, as with a GitLab whose proxy is down.</summary>
    public async Task StopListeningAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    /// <summary>Listens again, on the same ports.</summary>
    public async Task ListenAgainAsync(CancellationToken cancellationToken)
    {
        _app = LabWebApplication.Build(_services, this, Board.Port, Board.StoragePort);
        await _app.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        lock (Board.Gate)
        {
            foreach (var job in Board.Jobs.Values)
            {
                job.Timer?.Dispose();
            }
        }

        if (_ownsDirectory)
        {
            await DeleteDirectoryAsync();
        }
    }

    /// <summary>A request or git process that was cut may still be writing: tries a few times.</summary>
    private async Task DeleteDirectoryAsync()
    {
        for (var left = 5; Directory.Exists(Board.Directory); left--)
        {
            try
            {
                Directory.Delete(Board.Directory, recursive: true);
            }
            catch (IOException) when (left > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    private T Locked<T>(Func<T> read)
    {
        lock (Board.Gate)
        {
            return read();
        }
    }
}
