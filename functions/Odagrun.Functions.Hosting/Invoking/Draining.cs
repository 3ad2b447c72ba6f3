using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Odagrun.Functions.Hosting.Invoking;

/// <summary>
/// How a process ends when it is asked to (SIGTERM): from <see cref="Stopping"/> on nothing new is begun, and what only waits is handed
/// over; steps at hand may finish until <see cref="Working"/> ends.
/// </summary>
internal sealed class Draining : IDisposable
{
    /// <summary>After this the process ends whatever is at hand.</summary>
    public static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan StepTime = TimeSpan.FromSeconds(20);

    private readonly CancellationTokenSource _working;
    private readonly CancellationTokenRegistration _stopping;

    public Draining(IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<Draining> logger)
    {
        Stopping = lifetime.ApplicationStopping;
        _working = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        _stopping = Stopping.Register(() =>
        {
            logger.Stopping();
            _working.CancelAfter(StepTime);
        });
    }

    public CancellationToken Stopping { get; }

    public CancellationToken Working => _working.Token;

    public void Dispose()
    {
        _stopping.Dispose();
        _working.Dispose();
    }
}
