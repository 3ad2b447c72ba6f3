using Microsoft.Extensions.Logging;
using Odagrun.Functions.Ending;
using Odagrun.Functions.KeepingAlive;
using Odagrun.GitLab.Api;
using Odagrun.GitLab.Payload;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Queues;
using Odagrun.Jobs.Store;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Functions.Polling;

/// <summary>
/// Takes a job over: job store first, then the queue, then the acknowledgement. Not to be interrupted: between GitLab's answer and
/// the store the job is nowhere else.
/// </summary>
internal sealed class JobIntake(
    IJobStore store, StoreHealth health, IJobQueues queues, KeepAlive keepAlive, FailureReport report, TimeProvider clock,
    ILogger<JobIntake> logger)
{
    private const int DefaultTimeoutSeconds = 7200;

    /// <summary>Takes it, or fails it with the reason why not.</summary>
    public async Task AcceptAsync(Runner runner, JobPayload job, ReadOnlyMemory<byte> raw, string? serverChain = null)
    {
        var name = new JobName(runner.Name, job.Id);
        var access = AccessOf(runner, job);
        logger.Received(name);
        try
        {
            access = access with { Authorities = await AuthoritiesAsync(runner, serverChain) };
            await StoreAsync(name, access, job, raw);
            health.Kept();
        }
        catch (PartTooLargeException e)
        {
            logger.TooLarge(name, e.Message);
            await FailAsync(
                access, new JobFailure(FailureReason.RunnerConfigurationError, $"The job is too large for the runner: {e.Message}"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            health.Lost(name, raw.Length, e.Message);
            await FailAsync(access, new JobFailure(FailureReason.RunnerSystemFailure, $"The runner can't store the job: {e.Message}"));
        }
    }

    /// <summary>A payload that does not parse: failed where its id and token could be read.</summary>
    public async Task RefuseAsync(Runner runner, JobPayload? job, string? problem)
    {
        logger.Malformed(runner.Name, problem);
        if (job is { Id: > 0, Token.Length: > 0 })
        {
            await FailAsync(AccessOf(runner, job), new JobFailure(
                FailureReason.RunnerSystemFailure, $"The runner can't read the job that GitLab sent: {problem}"));
        }
    }

    private async Task StoreAsync(JobName name, StoredAccess access, JobPayload job, ReadOnlyMemory<byte> raw)
    {
        var now = clock.GetUtcNow();
        var record = new JobRecord
        {
            Name = name,
            Received = now,
            Touched = now,
            Due = now,
            TimeoutSeconds = job.RunnerInfo?.Timeout is > 0 and var seconds ? seconds : DefaultTimeoutSeconds,
        };
        switch (await store.AddAsync(record, access, raw, CancellationToken.None))
        {
            case JobAddition.Added:
                logger.Stored(name);
                await EnqueueAsync(name, record.Sequence);
                await AcknowledgeAsync(name, access);
                break;
            case JobAddition.AlreadyThere:
                await RenewAsync(name, access, raw);
                break;
            default:
                logger.GivenAgain(name, "it ran here before and is not run twice");
                await FailAsync(access, new JobFailure(
                    FailureReason.RunnerSystemFailure, "GitLab gave this job again after it had run here; it is not run twice."));
                break;
        }
    }

    private async Task EnqueueAsync(JobName name, int sequence)
    {
        try
        {
            await queues.EnqueueAsync(
                QueueNames.Prepare, new JobTicket { Job = name, Sequence = sequence }, TimeSpan.Zero, CancellationToken.None);
            logger.Enqueued(name);
        }
        catch (Exception e) when (e is Azure.RequestFailedException or AggregateException)
        {
            // The job is stored, and that is what counts.
            logger.NotEnqueued(name, e.Message);
        }
    }

    private async Task AcknowledgeAsync(JobName name, StoredAccess access) =>
        logger.Acknowledged(name, await keepAlive.SendAsync(name, access, null, CancellationToken.None));

    // GitLab took the job back (it heard nothing for two minutes) and gave it to us again: the new token is the good one.
    private async Task RenewAsync(JobName name, StoredAccess access, ReadOnlyMemory<byte> raw)
    {
        await using var claim = await store.ClaimAsync(name, TimeSpan.FromSeconds(30), CancellationToken.None);
        if (claim?.Record is not { Stage: <= JobStage.Prepared, Failure: null })
        {
            logger.GivenAgain(name, "it is started or ending here; the second copy is left alone, GitLab takes it back");
            return;
        }

        if (!await TryRenewAsync(claim, access, raw))
        {
            return;
        }

        var sequence = claim.Record.Sequence;
        await claim.DisposeAsync();
        logger.GivenAgain(name, "prepared anew");
        await EnqueueAsync(name, sequence);
        await AcknowledgeAsync(name, access);
    }

    private async Task<bool> TryRenewAsync(IJobClaim claim, StoredAccess access, ReadOnlyMemory<byte> raw)
    {
        try
        {
            await claim.RenewAsync(access, raw, CancellationToken.None);
            return true;
        }
        catch (ClaimLostException e)
        {
            logger.GivenAgain(claim.Job, $"{e.Message}; the second copy is left alone, GitLab takes it back");
            return false;
        }
    }

    private async Task FailAsync(StoredAccess access, JobFailure failure) =>
        await report.SendAsync(access, failure, 0, (_, _) => Task.CompletedTask, CancellationToken.None);

    // What the job is given as CI_SERVER_TLS_CA_FILE, in GitLab Runner's order.
    private static async Task<string?> AuthoritiesAsync(Runner runner, string? serverChain) =>
        runner.Options.Tls?.AuthoritiesFile is { } file ? await File.ReadAllTextAsync(file, CancellationToken.None) : serverChain;

    private static StoredAccess AccessOf(Runner runner, JobPayload job) => new()
    {
        Url = runner.Options.Url,
        JobId = job.Id,
        Token = job.Token ?? "",
        SupportedReasons = job.Features?.FailureReasons ?? [],
        RunnerShortToken = runner.Identity.ShortToken,
        SystemId = runner.Identity.SystemId,
        Tls = runner.Options.Tls,
    };
}
