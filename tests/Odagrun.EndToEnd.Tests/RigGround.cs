using Odagrun.Lab.Running;

namespace Odagrun.EndToEnd.Tests;

/// <summary>What a rig stands on: this machine, with runc. The cluster's tests have their own.</summary>
internal sealed class RigGround : IAsyncDisposable
{
    public static Task<RigGround> PrepareAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new RigGround());
    }

#pragma warning disable CA1822 // the cluster's ground has state, and the rig calls both alike
    public LabWithRunnerOptions Under(LabWithRunnerOptions options) => options;
#pragma warning restore CA1822

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
