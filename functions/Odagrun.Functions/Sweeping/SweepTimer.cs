using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Caching;
using Odagrun.Jobs.Settings;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Sweeping;

/// <summary>Sweeps now and then, whatever else is reconciled.</summary>
internal sealed class SweepTimer(
    RegistrySweep sweep, UsageMarks marks, IOptions<RegistryOptions> registry, IOptions<CachesOptions> options, TimeProvider clock,
    ILogger<RegistrySweep> logger)
{
    private DateTimeOffset? _next;

    // Processes come and go; the registry remembers for all of them.
    private ImageReference Mark => new(registry.Value.Host, registry.Value.Repository + "/cache", "sweep", null);

    /// <summary>Sweeps when it is time to, and never fails.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var interval = options.Value.SweepInterval;
        if (interval <= TimeSpan.Zero || clock.GetUtcNow() < _next)
        {
            return;
        }

        try
        {
            var before = _next is null ? await marks.ReadAsync(Mark, cancellationToken) : null;
            _next = (before ?? clock.GetUtcNow()) + interval;
            if (before is null || _next <= clock.GetUtcNow())
            {
                await SweepAsync(cancellationToken);
            }
        }
        catch (Exception e) when (e is RegistryException or JsonException)
        {
            _next = clock.GetUtcNow() + AfterFailure;
            logger.NotSwept(e.Message);
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        _next = clock.GetUtcNow() + options.Value.SweepInterval;
        await marks.SetAsync([Mark], cancellationToken);
        var report = await sweep.RunAsync(delete: true, cancellationToken);
        if (report.Unused.Count > 0)
        {
            logger.Swept(report.Unused.Count, report.Seen, report.Bytes);
        }
    }

    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(5);
}
