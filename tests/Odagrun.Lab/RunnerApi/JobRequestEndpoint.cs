using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Payload;
using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.RunnerApi;

/// <summary><c>POST /jobs/request</c>: held while nothing is new, then a job or 204.</summary>
internal sealed class JobRequestEndpoint(LabBoard board, JobLifecycle lifecycle, PayloadBuilder payloads, Tampering tampering)
{
    private const string LastUpdate = "X-GitLab-Last-Update";

    public async Task ServeAsync(HttpContext context)
    {
        if (await RequestBody.ReadAsync(context, RunnerJson.Default.RunnerRequest) is not { } request)
        {
            return;
        }

        await HoldAsync(request, context.RequestAborted);
        JobResponse? job;
        string queue;
        lock (board.Gate)
        {
            queue = board.QueueValue;
            if (RunnerAuthentication.Find(board, request) is not { } found)
            {
                job = null;
                queue = "";
            }
            else
            {
                // A client that went away while it was held must not be given a job: nobody would know of it.
                job = context.RequestAborted.IsCancellationRequested || request.LastUpdate == queue
                    ? null
                    : Pick(found.Runner, found.Manager);
            }
        }

        await AnswerAsync(context, job, queue);
    }

    private async Task AnswerAsync(HttpContext context, JobResponse? job, string queue)
    {
        if (queue.Length == 0)
        {
            await Answers.ForbiddenAsync(context);
        }
        else if (job is null)
        {
            context.Response.Headers[LastUpdate] = queue;
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status201Created;
            context.Response.ContentType = "application/json";
            var payload = JsonSerializer.SerializeToUtf8Bytes(job, RunnerJson.Default.JobResponse);
            await context.Response.Body.WriteAsync(tampering.Payload(job.JobInfo.Name, payload), context.RequestAborted);
        }
    }

    /// <summary>As GitLab Workhorse: only a request that says what it saw last is held, and only while that is current.</summary>
    private async Task HoldAsync(RunnerRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.LastUpdate) || board.Options.LongPolling <= TimeSpan.Zero)
        {
            return;
        }

        await board.WaitForChangeAsync(() => board.QueueValue != request.LastUpdate, board.Options.LongPolling, cancellationToken);
    }

    private JobResponse? Pick(RegisteredRunner runner, RunnerManager manager)
    {
        if (runner.IsPaused)
        {
            return null;
        }

        foreach (var job in board.Jobs.Values.Where(job => JobMatching.IsAvailable(job, runner)).ToList())
        {
            lifecycle.Assign(job, runner, manager);
            if (JobMatching.MissingFeature(job, manager) is null)
            {
                return payloads.Build(job);
            }

            // GitLab finds out after the assignment, and drops the job.
            lifecycle.Drop(job, "runner_unsupported");
        }

        return null;
    }
}
