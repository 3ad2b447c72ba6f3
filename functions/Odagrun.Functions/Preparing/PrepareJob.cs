using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Ending;
using Odagrun.Functions.KeepingAlive;
using Odagrun.Functions.Telling;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Preparing;

/// <summary>The function behind odagrun-prepare: composes the job's image and seals its envelope.</summary>
internal sealed class PrepareJob(
    TicketGate gate,
    Handoff handoff,
    JobEnding ending,
    KeepAlive keepAlive,
    JobNotes notes,
    JobPreparation preparation,
    IOptions<RegistryOptions> registry,
    TimeProvider clock,
    ILogger<PrepareJob> logger) : ITicketFunction
{
    public string Queue => QueueNames.Prepare;

    public async Task RunAsync(JobTicket ticket, CancellationToken cancellationToken)
    {
        await using var claim = await gate.OpenAsync(ticket, Queue, cancellationToken);
        if (claim is null)
        {
            return;
        }

        logger.Preparing(claim.Job);
        var access = await claim.ReadAccessAsync(cancellationToken);
        var payload = await claim.ReadAsync(JobPart.Payload, cancellationToken);
        var attended = await keepAlive.WhileAsync(
            claim, access, token => preparation.RunAsync(claim.Job, access, payload, token), cancellationToken);
        await (attended.Value switch
        {
            null => EndAsync(claim, attended.Answer, cancellationToken),
            { Failure: { } failure } => ending.FailAsync(claim, failure, Queue, cancellationToken),
            { Unreachable: { } problem } => PutOffAsync(claim, access, problem, cancellationToken),
            var done => GoOnAsync(claim, done, cancellationToken),
        });
    }

    private async Task GoOnAsync(IJobClaim claim, Preparation done, CancellationToken cancellationToken)
    {
        try
        {
            await claim.WriteAsync(JobPart.Envelope, done.Envelope, cancellationToken);
            foreach (var service in done.Services)
            {
                await claim.WriteAsync(JobPart.Service(service.Index), service.Envelope, cancellationToken);
            }
        }
        catch (PartTooLargeException e)
        {
            await ending.FailAsync(claim, new JobFailure(
                FailureReason.RunnerConfigurationError, $"The job is too large for the runner: {e.Message}"), Queue, cancellationToken);
            return;
        }

        logger.Prepared(claim.Job);
        var record = claim.Record! with
        {
            Stage = JobStage.Prepared,
            Image = done.Image,
            ServiceImages = done.Services.Count == 0 ? null : [.. done.Services.Select(service => service.Image)],
            Caches = done.Caches.Count == 0 ? null : done.Caches,
            Prepared = clock.GetUtcNow(),
        };
        await handoff.NextAsync(claim, record, QueueNames.Start, cancellationToken);
    }

    private async Task PutOffAsync(IJobClaim claim, StoredAccess access, string problem, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        if (record.WaitingSince is { } since && clock.GetUtcNow() - since >= registry.Value.Patience)
        {
            await ending.FailAsync(claim, new JobFailure(
                FailureReason.RunnerExternalDependencyFailure,
                $"The job's image could not be prepared within {registry.Value.Patience}: {problem}"), Queue, cancellationToken);
            return;
        }

        var delay = Delays.Growing(record.Waits);
        logger.Waits(claim.Job, delay, problem);
        record = await notes.TellAsync(claim, access, $"Waiting: {problem}", hasPod: false, cancellationToken);
        await handoff.AgainAsync(claim, record, Queue, delay, cancellationToken);
    }

    private Task EndAsync(IJobClaim claim, KeepAliveAnswer answer, CancellationToken cancellationToken) =>
        ending.EndCanceledAsync(claim, answer, Queue, cancellationToken);
}
