using System.Globalization;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;

namespace Odagrun.Executor.Services;

/// <summary>
/// Which ports of a service are waited for: HEALTHCHECK_TCP_PORT of the service's own variables, else of the job's, else those of its
/// image.
/// </summary>
internal static class ServicePorts
{
    private const string Override = "HEALTHCHECK_TCP_PORT";

    internal static IReadOnlyList<int> Of(EnvelopeService service, int index, JobSession session)
    {
        var own = session.Job.Payload.Services?.ElementAtOrDefault(
            index)?.Variables?.LastOrDefault(variable => variable.Key == Override)?.Value;
        var text = own is { Length: > 0 } ? session.Variables.Expand(own) : session.Variables[Override];
        if (text is not { Length: > 0 })
        {
            return service.Ports;
        }

        return ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0
            ? [port]
            : throw new JobConfigurationException($"{Override} of the service {service.Title} is '{text}'; give a port from 1 to 65535");
    }
}
