using System.Globalization;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.RunnerApi;

/// <summary><c>PATCH /jobs/:id/trace</c>: appends at exactly the end of what is stored.</summary>
internal sealed class TraceEndpoint(LabBoard board, JobLifecycle lifecycle)
{
    // What waits for a job's runner to begin is a few sentences at most.
    private const int Beginning = 1 << 16;

    private static ReadOnlySpan<byte> Sentence => "\u001b[0;33m"u8;

    private static ReadOnlySpan<byte> LastSentence => "\u001b[31;1mERROR: "u8;

    public async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        int status;
        string message;
        lock (board.Gate)
        {
            (status, message) = Apply(context, body.GetBuffer().AsSpan(0, (int)body.Length));
        }

        if (status == StatusCodes.Status202Accepted)
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "text/plain";
            await context.Response.WriteAsync(message, context.RequestAborted);
        }
        else
        {
            await Answers.MessageAsync(context, status, message);
        }
    }

    private (int Status, string Message) Apply(HttpContext context, ReadOnlySpan<byte> bytes)
    {
        if (JobAuthentication.Find(board, context) is not { } job)
        {
            return (StatusCodes.Status403Forbidden, "403 Forbidden");
        }

        var result = Append(context, job, bytes);
        JobAuthentication.Describe(board, context, job);
        return result;
    }

    private (int Status, string Message) Append(HttpContext context, Job job, ReadOnlySpan<byte> bytes)
    {
        // GitLab takes the log of a job that waits for its acknowledgement too: its token is valid from the assignment on.
        if (!job.HoldsToken)
        {
            job.Ledger.CallsAfterEnd += job.Status.IsFinished() ? 1 : 0;
            return (StatusCodes.Status403Forbidden, "403 Forbidden - Job is not processing on runner");
        }

        if (Start(context.Request) is not { } start)
        {
            return (StatusCodes.Status400BadRequest, "400 Bad request - Missing header Content-Range");
        }

        if (start != job.Trace.Length)
        {
            NoteConflict(job, start, bytes);
            context.Response.Headers["Range"] = Range(job);
            return (StatusCodes.Status416RangeNotSatisfiable, "416 Range Not Satisfiable");
        }

        job.Trace.IsDebug |= context.Request.Query["debug_trace"] == "true";
        job.Trace.Append(bytes);
        context.Response.Headers["Range"] = Range(job);
        board.Changed();
        if (job.Trace.Length > board.Options.MaxTraceBytes)
        {
            lifecycle.Drop(job, "trace_size_exceeded");
            return (StatusCodes.Status403Forbidden, "403 Forbidden - the log is larger than allowed");
        }

        return (StatusCodes.Status202Accepted, Range(job));
    }

    /// <summary>Tells a resumed write (same bytes again) from two writers (other bytes).</summary>
    private static void NoteConflict(Job job, long start, ReadOnlySpan<byte> bytes)
    {
        job.Ledger.RefusedTraces++;
        if ((start == 0 && !HasBegun(job)) || bytes.StartsWith(Sentence) || bytes.StartsWith(LastSentence))
        {
            // A runner's first write, behind what was told before the job ran: the refusal tells it where it begins. Or the other way
            // round a sentence about what the job waits for, too late: it is not sent again. Or what somebody has to say whose runner
            // can say nothing any more: it goes behind what that one wrote.
            return;
        }

        // The first write may come again because its answer was lost; who has seen a later offset does not go back to 0.
        job.Ledger.RestartedTraces += start == 0 && job.Trace.Chunks > 1 ? 1 : 0;
        if (start < job.Trace.Length)
        {
            var stored = job.Trace.Read(start, bytes.Length);
            job.Ledger.ConflictingTraces += stored.AsSpan().SequenceEqual(bytes[..stored.Length]) ? 0 : 1;
        }
    }

    /// <summary>Whether the log holds the line with which runners begin it.</summary>
    private static bool HasBegun(Job job) => job.Trace.Read(0, Beginning).AsSpan().IndexOf("Running with "u8) >= 0;

    private static string Range(Job job) => "0-" + job.Trace.Length.ToString(CultureInfo.InvariantCulture);

    private static long? Start(HttpRequest request)
    {
        var range = request.Headers.ContentRange.ToString();
        var dash = range.IndexOf('-');
        return dash > 0 && long.TryParse(range.AsSpan(0, dash), CultureInfo.InvariantCulture, out var start) ? start : null;
    }
}
