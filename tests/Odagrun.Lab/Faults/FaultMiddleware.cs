using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;
using Odagrun.Lab.RunnerApi;

namespace Odagrun.Lab.Faults;

/// <summary>Applies planned faults to requests.</summary>
internal sealed class FaultMiddleware(LabBoard board, FaultPlan plan)
{
    public async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var endpoint = EndpointName.Of(context);
        if (endpoint.Name == "other" || plan.Pending == 0
            || plan.Take(endpoint.Name, endpoint.Job, JobName(endpoint.Job), await StateAsync(context, endpoint)) is not { } fault)
        {
            await next(context);
            return;
        }

        if (fault.LoseAnswer)
        {
            await CarryOutAsync(context, next);
        }

        if (fault.Delay > TimeSpan.Zero)
        {
            await Task.Delay(fault.Delay, board.Clock, context.RequestAborted);
        }

        if (fault.Cut)
        {
            context.Abort();
        }
        else if (fault.Status is { } status)
        {
            await AnswerAsync(context, fault, status, endpoint.Job);
        }
        else
        {
            await next(context);
        }
    }

    private async Task AnswerAsync(HttpContext context, LabFault fault, int status, long? endpointJob)
    {
        if (fault.RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (fault.RateLimitReset is { } reset)
        {
            context.Response.Headers["RateLimit-ResetTime"] = board.Clock.GetUtcNow().AddSeconds(reset).ToString(
                "R", CultureInfo.InvariantCulture);
        }

        if (endpointJob is { } id)
        {
            lock (board.Gate)
            {
                if (board.Jobs.TryGetValue(id, out var job))
                {
                    JobAuthentication.Describe(board, context, job);
                }
            }
        }

        await Answers.MessageAsync(context, status, $"{status.ToString(CultureInfo.InvariantCulture)} (a planned fault)");
    }

    /// <summary>Lets the real endpoint answer into the void.</summary>
    private static async Task CarryOutAsync(HttpContext context, RequestDelegate next)
    {
        var body = context.Response.Body;
        context.Response.Body = Stream.Null;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = body;
            context.Response.Clear();
        }
    }

    private string? JobName(long? id)
    {
        lock (board.Gate)
        {
            return id is { } number && board.Jobs.TryGetValue(number, out var job) ? job.Name : null;
        }
    }

    private static async Task<string?> StateAsync(HttpContext context, EndpointName endpoint)
    {
        if (endpoint.Name != "job_update")
        {
            return null;
        }

        try
        {
            // The transcript has made the body readable more than once.
            using var document = await JsonDocument.ParseAsync(context.Request.Body, default, context.RequestAborted);
            return document.RootElement.TryGetProperty("state", out var state) ? state.GetString() : null;
        }
        catch (JsonException)
        {
            return null; // The endpoint itself says what is wrong with the body.
        }
        finally
        {
            context.Request.Body.Position = 0;
        }
    }
}
