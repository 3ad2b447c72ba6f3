using Odagrun.Executor.Handover;
using Odagrun.Executor.Processes;
using Odagrun.Executor.Services;
using Odagrun.Handover;

namespace Odagrun.Executor.Commands;

/// <summary><c>run-service</c>: the first process of a service's container.</summary>
internal sealed class RunServiceCommand(TimeProvider clock) : IExecutorCommand
{
    public string Name => "run-service";

    public string Summary => "runs a service beside a job (a service image's entrypoint)";

    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        try
        {
            ProcessShield.Raise();
            var handed = HandedOver.Take();
            var service = await EnvelopeReader.OpenAsync(handed, HandoverJson.Default.ServiceEnvelope, cancellationToken);
            if (service.Arguments is not [{ Length: > 0 }, ..])
            {
                throw new HandoverException(
                    $"the service {service.Name} has neither an entrypoint nor a command; give one of them in .gitlab-ci.yml");
            }

            using var processes = new ProcessTable();
            return await new ServiceRun(processes, clock).RunAsync(
                service, ServiceProgram.Describe(service, GivenEnvironment.Read()), cancellationToken);
        }
        catch (HandoverException e)
        {
            await Console.Error.WriteLineAsync($"odagrun: {e.Message}");
            return ExitCode.HandoverUnreadable;
        }
        catch (ProcessStartException e)
        {
            await Console.Error.WriteLineAsync($"odagrun: the service can't be started: {e.Message}");
            return ExitCode.CannotStart;
        }
    }
}
