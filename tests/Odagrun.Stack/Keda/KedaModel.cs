using Odagrun.Stack.Functions;

namespace Odagrun.Stack.Keda;

/// <summary>
/// A small model of KEDA over Deployments of one pod: polls triggers, scales between none and one; and of the kubelet, which starts again
/// what ended.
/// </summary>
public sealed class KedaModel : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    /// <summary>The Deployment has its replicas from these triggers from now on.</summary>
    public void Scale(
        Deployment deployment, TimeSpan pollingInterval, TimeSpan cooldown, params Func<CancellationToken, Task<TriggerReading>>[] triggers)
    {
        _loops.Add(Task.Run(() => PollAsync(deployment, new ScaledObject(cooldown), pollingInterval, triggers)));
        _loops.Add(Task.Run(() => KeepUpAsync(deployment)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Task.WhenAll(_loops).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task PollAsync(
        Deployment deployment, ScaledObject scaled, TimeSpan interval, Func<CancellationToken, Task<TriggerReading>>[] triggers)
    {
        using var timer = new PeriodicTimer(interval);
        do
        {
            var readings = await Task.WhenAll(triggers.Select(trigger => trigger(_stop.Token)));
            await deployment.ScaleAsync(scaled.Decide(readings, deployment.Replicas, TimeProvider.System.GetUtcNow()), _stop.Token);
        }
        while (await timer.WaitForNextTickAsync(_stop.Token));
    }

    private async Task KeepUpAsync(Deployment deployment)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            deployment.KeepUp();
        }
    }
}
