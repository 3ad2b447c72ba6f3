using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Configuration;
using Odagrun.Functions.Hosting.Invoking;
using Odagrun.Functions.Tickets;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>The loops of all queues whose functions are enabled.</summary>
internal sealed class QueueLoops(
    IJobQueues queues,
    TicketRunner runner,
    IOptions<QueuesOptions> options,
    IOptions<HostFile> settings,
    IOptions<EnabledFunctions> enabled,
    TimeProvider clock,
    ILogger<QueueLoop> logger,
    ILogger<MessageHandling> handlingLogger)
{
    /// <summary>
    /// Runs until this process is to stop. Preparing and starting may then finish the step at hand; following hands over at once, as
    /// waiting goes on elsewhere just as well.
    /// </summary>
    public Task RunAsync(Draining draining) => Task.WhenAll(FunctionDefinitions.Queues
        .Where(function => enabled.Value.Contains(function.Name))
        .Select(function => Loop(function).RunAsync(
            draining.Stopping, function.Queue == QueueNames.Follow ? draining.Stopping : draining.Working)));

    private QueueLoop Loop(QueueDefinition function)
    {
        var handling = new MessageHandling(runner, options.Value.Lease, settings.Value, clock, handlingLogger);
        return new QueueLoop(
            queues.Get(function.Queue), handling, ConcurrencyOf(function), options.Value.Lease, settings.Value, clock, logger);
    }

    private int ConcurrencyOf(QueueDefinition function) => function.Queue switch
    {
        QueueNames.Prepare => options.Value.PrepareConcurrency,
        QueueNames.Start => options.Value.StartConcurrency,
        _ => options.Value.FollowConcurrency,
    };
}
