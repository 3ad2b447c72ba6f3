using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Odagrun.Functions.Ending;
using Odagrun.Functions.Following;
using Odagrun.Functions.KeepingAlive;
using Odagrun.Functions.Telling;
using Odagrun.Functions.Tickets;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Pods;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Settings;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;
using Odagrun.Oci.References;
using Odagrun.Oci.Registry;

namespace Odagrun.Functions.Starting;

/// <summary>The function behind odagrun-start: makes the job's pod, once.</summary>
internal sealed class StartJob(
    TicketGate gate,
    Handoff handoff,
    JobEnding ending,
    KeepAlive keepAlive,
    JobNotes notes,
    IPodLauncher pods,
    IOptions<RegistryOptions> registry,
    IOptions<PodsOptions> podOptions,
    TimeProvider clock,
    ILogger<StartJob> logger) : ITicketFunction
{
    public string Queue => QueueNames.Start;

    public async Task RunAsync(JobTicket ticket, CancellationToken cancellationToken)
    {
        await using var claim = await gate.OpenAsync(ticket, Queue, cancellationToken);
        if (claim is null)
        {
            return;
        }

        var access = await claim.ReadAccessAsync(cancellationToken);
        if (claim.Record!.Stage == JobStage.Starting && await CheckAsync(claim, access, cancellationToken) is { } problem)
        {
            await problem;
            return;
        }

        await ClaimStartAsync(claim, cancellationToken);
        logger.Starting(claim.Job);
        var request = await RequestAsync(claim, cancellationToken);
        var attended = await keepAlive.WhileAsync(claim, access, token => pods.StartAsync(request, token), cancellationToken);
        await (attended.Value is { } outcome
            ? GoOnAsync(claim, access, outcome, cancellationToken)
            : ending.EndCanceledAsync(claim, attended.Answer, Queue, cancellationToken));
    }

    // From the moment this is saved there may be a pod, whoever looks.
    private async Task ClaimStartAsync(IJobClaim claim, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        if (record.Stage != JobStage.Starting)
        {
            await claim.SaveAsync(record with { Stage = JobStage.Starting, Touched = clock.GetUtcNow() }, cancellationToken);
        }
    }

    // Somebody began to start this job before and did not get to note the end of it. If its pod is there, starting again finds it.
    // If it is not, GitLab knows whether the executor ever ran: it then no longer takes the job for waiting.
    private async Task<Task?> CheckAsync(IJobClaim claim, StoredAccess access, CancellationToken cancellationToken)
    {
        if ((await pods.GetAsync(claim.Job, cancellationToken)).Phase != PodPhase.NotFound)
        {
            return null;
        }

        var answer = await keepAlive.SendAsync(claim.Job, access, claim.Record!.TwoPhase, cancellationToken);
        return answer switch
        {
            KeepAliveAnswer.Over or KeepAliveAnswer.Canceling => ending.EndCanceledAsync(claim, answer, Queue, cancellationToken),
            KeepAliveAnswer.Running when claim.Record.TwoPhase != false => ending.FailAsync(claim, new JobFailure(
                FailureReason.RunnerSystemFailure,
                "The job's pod was started and is gone without a trace; the job is not run a second time."), Queue, cancellationToken),
            _ => null,
        };
    }

    private async Task<PodRequest> RequestAsync(IJobClaim claim, CancellationToken cancellationToken)
    {
        var envelope = await claim.ReadSealedAsync(JobPart.Envelope, cancellationToken);
        var payload = PayloadJson.Read(await claim.ReadAsync(JobPart.Payload, cancellationToken));
        return new PodRequest(
            claim.Job,
            ImageReference.Parse(claim.Record!.Image!),
            envelope.Content,
            envelope.Key,
            TimeSpan.FromSeconds(claim.Record.TimeoutSeconds),
            new RegistryCredentials(registry.Value.PullLogins),
            podOptions.Value.Limits)
        {
            Subject = PodWishes.Subject(payload),
            User = PodWishes.User(payload),
            Overwrites = PodWishes.Overwrites(payload.Variables ?? []),
            Services = PodWishes.Services(payload, claim.Record.ServiceImages ?? []),
        };
    }

    private Task GoOnAsync(IJobClaim claim, StoredAccess access, PodStartOutcome outcome, CancellationToken cancellationToken)
    {
        var record = claim.Record!;
        switch (outcome.Result)
        {
            case PodStartResult.Started or PodStartResult.AlreadyThere:
                logger.Started(claim.Job);
                var started = record with { Stage = JobStage.Started, Started = clock.GetUtcNow(), Pod = outcome.PodId };
                return handoff.WatchAsync(claim, started, FollowJob.Slice, cancellationToken);
            case PodStartResult.NoRoom:
                return AgainAsync(claim, access, outcome.Message ?? "no room for the job's pod", cancellationToken);
            case PodStartResult.Failed when outcome.Failure == PodFailure.ImageUnreachable && !IsOutOfPatience(record):
                return AgainAsync(claim, access, outcome.Message ?? "the registry can't be reached", cancellationToken);
            default:
                return ending.FailAsync(claim, PodFailures.Describe(outcome.Failure, outcome.Message, null), Queue, cancellationToken);
        }
    }

    private bool IsOutOfPatience(JobRecord record) =>
        record.WaitingSince is { } since && clock.GetUtcNow() - since >= registry.Value.Patience;

    // Nothing was made: the next try begins anew.
    private async Task AgainAsync(IJobClaim claim, StoredAccess access, string why, CancellationToken cancellationToken)
    {
        var record = await notes.TellAsync(claim, access, $"Waiting: {why}", hasPod: false, cancellationToken);
        var delay = Delays.Growing(record.Waits);
        logger.Waits(claim.Job, delay, why);
        await handoff.AgainAsync(claim, record with { Stage = JobStage.Prepared }, Queue, delay, cancellationToken);
    }
}
