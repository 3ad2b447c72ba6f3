using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Ledger;
using Odagrun.Lab.Payload;
using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.RunnerApi;

/// <summary><c>PUT /jobs/:id</c>.</summary>
internal sealed class JobUpdateEndpoint(LabBoard board, JobLifecycle lifecycle)
{
    public async Task ServeAsync(HttpContext context)
    {
        if (await RequestBody.ReadAsync(context, RunnerJson.Default.JobUpdateRequest) is not { } request)
        {
            return;
        }

        int status;
        string? message;
        lock (board.Gate)
        {
            (status, message) = Apply(context, request);
        }

        await (message is null ? Answers.PlainAsync(context, status) : Answers.MessageAsync(context, status, message));
    }

    private (int Status, string? Message) Apply(HttpContext context, JobUpdateRequest request)
    {
        if (JobAuthentication.Find(board, context, request.Token) is not { } job)
        {
            return (StatusCodes.Status403Forbidden, "403 Forbidden");
        }

        var result = job.AcknowledgeBy is not null ? Acknowledge(job, request)
            : job.Status.IsActive() ? Update(job, request)
            : Ended(job, request);
        JobAuthentication.Describe(board, context, job);
        return result;
    }

    private (int Status, string? Message) Acknowledge(Job job, JobUpdateRequest request)
    {
        switch (request.State)
        {
            case "pending":
                lifecycle.Keep(job);
                return (StatusCodes.Status200OK, null);
            case "running":
                lifecycle.Start(job);
                return (StatusCodes.Status200OK, null);
            default:
                return (StatusCodes.Status400BadRequest,
                    $"400 Bad request - the job waits for its acknowledgement; state {request.State} is not possible");
        }
    }

    private (int Status, string? Message) Update(Job job, JobUpdateRequest request)
    {
        switch (request.State)
        {
            case "running":
                job.Ledger.Heartbeats++;
                return (StatusCodes.Status200OK, null);
            case "pending" when board.Options.TwoPhaseCommit:
                return (StatusCodes.Status409Conflict, "409 Conflict - the job is assigned already");
            case "success" or "failed":
                return Final(job, request);
            default:
                return (StatusCodes.Status400BadRequest, $"400 Bad request - state does not have a valid value: {request.State}");
        }
    }

    private (int Status, string? Message) Final(Job job, JobUpdateRequest request)
    {
        if (request.FailureReason is { } reason && !PayloadBuilder.FailureReasons.Contains(reason))
        {
            return (StatusCodes.Status400BadRequest, $"400 Bad request - failure_reason does not have a valid value: {reason}");
        }

        if (!ChecksumFits(job, request))
        {
            job.Ledger.ChecksumMismatches++;
            if (board.Options.RejectWrongChecksum && !job.ChecksumRejected)
            {
                job.ChecksumRejected = true;
                job.Trace.Erase();
                return (StatusCodes.Status412PreconditionFailed, "412 Precondition Failed - the log is not what was sent");
            }
        }

        lifecycle.Finish(job, request.State == "success", request.FailureReason, request.ExitCode);
        return (StatusCodes.Status200OK, null);
    }

    /// <summary>Without a checksum there is nothing to compare, as with old runners.</summary>
    private static bool ChecksumFits(Job job, JobUpdateRequest request)
    {
        var checksum = request.Output?.Checksum ?? request.Checksum;
        return (checksum is null || checksum == job.Trace.Checksum)
            && (request.Output?.Bytesize is not { } size || size == job.Trace.Length);
    }

    private (int Status, string? Message) Ended(Job job, JobUpdateRequest request)
    {
        if (job.Status == JobStatus.Pending)
        {
            return (StatusCodes.Status403Forbidden, "403 Forbidden - Job is not processing on runner");
        }

        job.Ledger.CallsAfterEnd++;
        if (request.State is "success" or "failed")
        {
            job.Ledger.DuplicateFinals.Add(new LedgerEntry(board.Clock.GetUtcNow(), request.State));
        }

        return (StatusCodes.Status403Forbidden, "403 Forbidden - Job is not processing on runner");
    }
}
