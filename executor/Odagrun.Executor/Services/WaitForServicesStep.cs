using System.Globalization;
using Odagrun.Executor.Jobs;
using Odagrun.Handover;

namespace Odagrun.Executor.Services;

/// <summary>
/// wait_for_services: the script begins when its services answer. One that does not is a warning with its last lines, as with GitLab
/// Runner.
/// </summary>
internal sealed class WaitForServicesStep(ServiceWait wait) : IJobStep
{
    private const int ShownLines = 50;

    public string Section => "wait_for_services";

    public string Header => "Waiting for services to be up and running";

    public StepTime Time => StepTime.Main;

    public bool IsWanted(JobSession session) => session.Progress.IsGood && session.Job.Envelope.Services.Count > 0;

    public async Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken)
    {
        var waits = session.Job.Envelope.Services
            .Select((service, index) => (Service: service, Ports: ServicePorts.Of(service, index, session)))
            .Where(entry => entry.Ports.Count > 0)
            .Select(entry => (entry.Service,
                Closed: wait.RunAsync(entry.Ports, TimeSpan.FromSeconds(entry.Service.ReadyTimeoutSeconds), cancellationToken)))
            .ToList();
        await Task.WhenAll(waits.Select(entry => entry.Closed));
        foreach (var (service, closed) in waits)
        {
            var ports = await closed;
            session.Trace.Write(ports.Count == 0 ? $"Service {service.Title} is up\n" : await WarnAsync(service, ports, cancellationToken));
        }

        return null;
    }

    private static async Task<string> WarnAsync(EnvelopeService service, IReadOnlyList<int> ports, CancellationToken cancellationToken)
    {
        var log = await ServiceLog.LastLinesAsync(service.Log, ShownLines, cancellationToken);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"\e[0;33m*** WARNING: Service {service.Title} ({service.Name}) probably didn't start properly.\e[0;m\n"
            + $"In {service.ReadyTimeoutSeconds} s nothing took connections on 127.0.0.1, port {string.Join(", ", ports)}. "
            + $"HEALTHCHECK_TCP_PORT in the service's variables names another port.\n{log}\e[0;33m*********\e[0;m\n");
    }
}
