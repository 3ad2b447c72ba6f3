using Odagrun.Lab.Running;
using Odagrun.Stack.Cluster;

namespace Odagrun.EndToEnd.Tests;

/// <summary>What a rig stands on here: a namespace of the cluster. The Lab listens where pods reach it.</summary>
internal sealed class RigGround : IAsyncDisposable
{
    private RigGround(ClusterInstallation installation) => Installation = installation;

    public ClusterInstallation Installation { get; }

    public static async Task<RigGround> PrepareAsync(CancellationToken cancellationToken) => new(await ClusterInstallation.PrepareAsync(cancellationToken));

    public LabWithRunnerOptions Under(LabWithRunnerOptions options) => options with
    {
        Lab = options.Lab with { Address = Installation.Cluster.Address },
        Registry = Installation.Registry,
        Settings = new Dictionary<string, string>([.. Installation.Settings, .. options.Settings]),
    };

    public ValueTask DisposeAsync() => Installation.DisposeAsync();
}
