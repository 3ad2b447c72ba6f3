using Odagrun.Stack.Cluster;

namespace Odagrun.Cluster.Tests;

/// <summary>Waits for the cluster.</summary>
internal static class ClusterWait
{
    /// <summary>Until the API server answers again, a minute at most.</summary>
    public static async Task UntilAnsweredAsync(Kubectl kubectl, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            try
            {
                await kubectl.RunAsync(["get", "serviceaccount", "default", "--output", "name"], limit.Token);
                return;
            }
            catch (KubectlException) when (!limit.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
            }
        }
    }

    /// <summary>Until what is asked for is true, a minute at most.</summary>
    public static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token);
        }
    }
}
