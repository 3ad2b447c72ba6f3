using Odagrun.Lab.Running;
using Odagrun.Stack.Installation;

namespace Odagrun.EndToEnd.Tests;

/// <summary>What a rig stands on: this machine, with runc. The cluster's tests have their own.</summary>
internal sealed class RigGround : IAsyncDisposable
{
    /// <summary>Whether the long runs are made only when they are asked for.</summary>
    public const bool LongRunsAreOnRequest = false;

    /// <summary>Whether a pod that is removed while its image is pulled stays until the pull has ended.</summary>
    public static bool PodsOutliveTheirPull => false;

    public static Task<RigGround> PrepareAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(new RigGround());
    }

#pragma warning disable CA1822 // the cluster's ground has state, and the rig calls both alike
    public LabWithRunnerOptions Under(LabWithRunnerOptions options) => options;

    public Task UseAsync(LabWithRunner parts, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<string>> LeftoversAsync(LocalInstallation installation, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var folders = new[]
        {
            Path.Combine(installation.JobsDirectory, "live"), Path.Combine(installation.PodsDirectory, "pods"), Path.Combine(
                installation.PodsDirectory, "runc"),
        };
        return Task.FromResult<IReadOnlyList<string>>(
            [.. folders.Where(Directory.Exists).SelectMany(Directory.EnumerateFileSystemEntries)]);
    }
#pragma warning restore CA1822

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
