using Odagrun.GitLab.Trace;
using Odagrun.Handover;

namespace Odagrun.Executor.Services;

/// <summary>The logs of a job's services that are followed into its own: all of them with CI_DEBUG_SERVICES, none without.</summary>
internal sealed class ServiceLogs(
    IReadOnlyList<EnvelopeService> services, bool follow, IJobTrace trace, TimeProvider clock) : IAsyncDisposable
{
    private readonly IReadOnlyList<ServiceLogFollower> _followers = !follow ? [] :
        [.. services.Select((service, index) => (service, index))
            .Where(entry => entry.service.Log is not null)
            .Select(entry => new ServiceLogFollower(entry.service.Log!, entry.service.Title, entry.index, trace, clock))];

    public async ValueTask DisposeAsync()
    {
        foreach (var follower in _followers)
        {
            await follower.DisposeAsync();
        }
    }
}
