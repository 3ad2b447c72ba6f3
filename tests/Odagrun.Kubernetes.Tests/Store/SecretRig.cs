using k8s.Models;
using Microsoft.Extensions.Logging.Abstractions;
using Odagrun.Kubernetes.Api;
using Odagrun.Kubernetes.Store;
using Odagrun.Kubernetes.Tests.StandIn;
using Odagrun.Stack;

namespace Odagrun.Kubernetes.Tests.Store;

/// <summary>Job stores of several processes over one server.</summary>
internal sealed class SecretRig : IAsyncDisposable
{
    private readonly WorkDirectory _work = WorkDirectory.Create("secrets");
    private readonly List<(ClusterConnection Connection, JobSecrets Secrets)> _opened = [];

    public SecretServer Server { get; } = new();

    /// <summary>Another process' store.</summary>
    public SecretJobStore Open()
    {
        var connection = StandInConnection.To(Server.Port, _work, TimeProvider.System);
        var secrets = new JobSecrets(connection, TimeProvider.System, NullLogger<JobSecrets>.Instance);
        _opened.Add((connection, secrets));
        return new SecretJobStore(secrets, TimeProvider.System);
    }

    /// <summary>Creates a Secret beside all stores.</summary>
    public Task CreateAsync(V1Secret secret, CancellationToken cancellationToken) =>
        _opened[0].Secrets.CreatePieceAsync(secret, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var (connection, secrets) in _opened)
        {
            await secrets.DisposeAsync();
            connection.Dispose();
        }

        await Server.DisposeAsync();
        _work.Dispose();
    }
}
