using Odagrun.Executor.Tests.Published;
using Odagrun.Stack.Installation;
using Odagrun.Stack.Processes;

[assembly: AssemblyFixture(typeof(ExecutorLayer))]

namespace Odagrun.Executor.Tests.Published;

/// <summary>The executor as it is published, built once for all tests (and not at all when nothing has changed).</summary>
public sealed class ExecutorLayer : IAsyncLifetime
{
    /// <summary>The layer's archive.</summary>
    public static string Archive => Path.Combine(RepositoryPaths.ExecutorLayer, "layer.tar.gz");

    public async ValueTask InitializeAsync()
    {
        await using var build = ChildProcess.Start(new ProcessSpec(Path.Combine(RepositoryPaths.Root, "executor", "build-layer.sh")));
        Assert.True(await build.WaitAsync(CancellationToken.None) == 0, build.Output);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
