using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Host.Configuration;
using Odagrun.Functions.Tickets;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;

namespace Odagrun.Functions.Host.Standalone;

/// <summary>The loops of all queues.</summary>
internal sealed class QueueLoops(
    IJobQueues queues,
    TicketRunner runner,
    IOptions<QueuesOptions> options,
    IOptions<HostFile> settings,
    TimeProvider clock,
    ILogger<QueueLoop> logger,
    ILogger<MessageHandling> handlingLogger)
{
    /// <summary>
    /// Runs until <paramref name="stopping"/>. Preparing and starting may then finish the step at hand, until <paramref name="working"/>
    /// ends; following hands over at once, as waiting goes on elsewhere just as well.
    /// </summary>
    public Task RunAsync(CancellationToken stopping, CancellationToken working) => Task.WhenAll(
        Loop(QueueNames.Prepare, options.Value.PrepareConcurrency).RunAsync(stopping, working),
        Loop(QueueNames.Start, options.Value.StartConcurrency).RunAsync(stopping, working),
        Loop(QueueNames.Follow, options.Value.FollowConcurrency).RunAsync(stopping, stopping));

    private QueueLoop Loop(string name, int concurrency)
    {
        var handling = new MessageHandling(runner, options.Value.Lease, settings.Value, clock, handlingLogger);
        return new QueueLoop(queues.Get(name), handling, concurrency, options.Value.Lease, settings.Value, clock, logger);
    }
}
