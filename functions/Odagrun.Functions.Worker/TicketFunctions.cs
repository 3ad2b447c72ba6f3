using System.Globalization;
using Microsoft.Azure.Functions.Worker;
using Odagrun.Functions.Definitions;
using Odagrun.Functions.Hosting.Invoking;
using Odagrun.Jobs.Queues;

namespace Odagrun.Functions.Worker;

/// <summary>The functions that queues trigger. They put tickets into queues themselves: an output binding can't delay one.</summary>
public sealed class TicketFunctions(IFunctionCalls calls)
{
    private const string Connection = QueueDefinition.Connection;

    /// <summary>Composes the job's image.</summary>
    [Function(FunctionNames.PrepareJob)]
    public Task PrepareJob(
        [QueueTrigger(QueueNames.Prepare, Connection = Connection)] string ticket, FunctionContext context,
        CancellationToken cancellationToken) =>
        calls.DeliverAsync(FunctionNames.PrepareJob, ticket, DequeueCount(context), cancellationToken);

    /// <summary>Starts the job's pod.</summary>
    [Function(FunctionNames.StartJob)]
    public Task StartJob(
        [QueueTrigger(QueueNames.Start, Connection = Connection)] string ticket, FunctionContext context,
        CancellationToken cancellationToken) =>
        calls.DeliverAsync(FunctionNames.StartJob, ticket, DequeueCount(context), cancellationToken);

    /// <summary>Watches the job's pod.</summary>
    [Function(FunctionNames.FollowJob)]
    public Task FollowJob(
        [QueueTrigger(QueueNames.Follow, Connection = Connection)] string ticket, FunctionContext context,
        CancellationToken cancellationToken) =>
        calls.DeliverAsync(FunctionNames.FollowJob, ticket, DequeueCount(context), cancellationToken);

    // Binding data come as texts or numbers, as the host likes.
    private static long DequeueCount(FunctionContext context) =>
        context.BindingContext.BindingData.TryGetValue(nameof(DequeueCount), out var value)
            && long.TryParse(Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim('"'), NumberStyles.None,
                CultureInfo.InvariantCulture, out var count)
            ? count
            : 1;
}
