using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Web;

/// <summary>
/// The Lab's own API, for the page, the terminal and tests of other processes: reading under <c>/lab/…</c> with GET, acting with
/// POST. It knows no users; the Lab listens on loopback unless told otherwise.
/// </summary>
internal sealed class WebApi(LabServer lab)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/lab/projects", context => WriteAsync(context, lab.Projects, WebJson.Default.IReadOnlyListProjectView));
        app.MapGet("/lab/runners", context => WriteAsync(context, lab.Runners, WebJson.Default.IReadOnlyListRunnerView));
        app.MapGet("/lab/transcript",
            context => WriteAsync(context, [.. lab.Transcript.Select(TranscriptEntry.Of)], WebJson.Default.IReadOnlyListTranscriptEntry));
        app.MapGet("/lab/pipelines", context => WriteAsync(context, lab.Pipelines, WebJson.Default.IReadOnlyListPipelineView));
        app.MapGet("/lab/pipelines/{id:long}", context => FoundAsync(context, lab.FindPipeline(Id(context)), WebJson.Default.PipelineView));
        app.MapGet("/lab/jobs/{id:long}", context => FoundAsync(context, lab.FindJob(Id(context)), WebJson.Default.JobView));
        app.MapGet("/lab/jobs/{id:long}/ledger", context => FoundAsync(context, lab.FindLedger(Id(context)), WebJson.Default.LedgerView));
        app.MapGet("/lab/jobs/{id:long}/trace", TraceAsync);
        app.MapGet("/lab/events", context => EventStream.ServeAsync(context, lab.Board));
        app.MapPost("/lab/jobs/{id:long}/cancel", context => ActAsync(context, lab.CancelJob));
        app.MapPost("/lab/jobs/{id:long}/retry", context => ActAsync(context, lab.RetryJob));
        app.MapPost("/lab/jobs/{id:long}/play", context => ActAsync(context, lab.PlayJob));
        app.MapPost("/lab/pipelines/{id:long}/cancel", context => ActAsync(context, lab.CancelPipeline));
        app.MapPost("/lab/pipelines/{id:long}/retry", context => ActAsync(context, lab.RetryPipeline));
        app.MapPost("/lab/projects", CreateProjectAsync);
        app.MapPost("/lab/runners", CreateRunnerAsync);
        app.MapPost("/lab/pipelines", CreatePipelineAsync);
        app.MapPost("/lab/faults", AddFaultAsync);
        app.MapDelete("/lab/faults", context =>
        {
            lab.Faults.Clear();
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        });
    }

    private static long Id(HttpContext context) => long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    private static Task WriteAsync<T>(HttpContext context, T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return JsonSerializer.SerializeAsync(context.Response.Body, value, type, context.RequestAborted);
    }

    private static Task ErrorAsync(HttpContext context, int status, params IReadOnlyList<string> errors) =>
        WriteAsync(context, new ErrorView(errors), WebJson.Default.ErrorView, status);

    private static Task FoundAsync<T>(HttpContext context, T? value, JsonTypeInfo<T> type)
        where T : class =>
        value is null
            ? ErrorAsync(context, StatusCodes.Status404NotFound, "there is nothing with this number")
            : WriteAsync(context, value, type);

    private static Task ActAsync(HttpContext context, Func<long, bool> act)
    {
        if (act(Id(context)))
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return Task.CompletedTask;
        }

        return ErrorAsync(context, StatusCodes.Status409Conflict, "not possible in the present state");
    }

    private static async Task<T?> BodyAsync<T>(HttpContext context, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync(context.Request.Body, type, context.RequestAborted);
        }
        catch (JsonException e)
        {
            await ErrorAsync(context, StatusCodes.Status400BadRequest, e.Message);
            return null;
        }
    }

    /// <summary>Raw log from <c>offset</c> on; reading makes the log watched, so that runners send it more often.</summary>
    private async Task TraceAsync(HttpContext context)
    {
        var offset = long.TryParse(context.Request.Query["offset"], CultureInfo.InvariantCulture, out var number) ? number : 0;
        if (lab.ReadTrace(Id(context), offset) is not { } bytes)
        {
            await ErrorAsync(context, StatusCodes.Status404NotFound, "there is no such job");
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers["X-Trace-Offset"] = (offset + bytes.Length).ToString(CultureInfo.InvariantCulture);
        await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    private async Task CreateProjectAsync(HttpContext context)
    {
        if (await BodyAsync(context, WebJson.Default.CreateProjectRequest) is not { } request)
        {
            return;
        }

        try
        {
            var project = request.Repository is { } repository
                ? await lab.CreateProjectFromAsync(request.Path, repository, context.RequestAborted)
                : await lab.CreateProjectAsync(request.Path, new Dictionary<string, string>(), context.RequestAborted);
            await WriteAsync(context, new CreateProjectResponse(project, lab.ProjectToken(project.Path)),
                WebJson.Default.CreateProjectResponse, StatusCodes.Status201Created);
        }
        catch (Exception e) when (e is ArgumentException or Git.GitException)
        {
            await ErrorAsync(context, StatusCodes.Status400BadRequest, e.Message);
        }
    }

    private async Task CreateRunnerAsync(HttpContext context)
    {
        if (await BodyAsync(context, WebJson.Default.CreateRunnerRequest) is { } request)
        {
            var runner = lab.CreateRunner(new LabRunnerOptions
            {
                Description = request.Description ?? "lab runner",
                Tags = request.Tags ?? [],
                RunUntagged = request.RunUntagged ?? true,
            });
            await WriteAsync(context, runner, WebJson.Default.LabRunner, StatusCodes.Status201Created);
        }
    }

    private async Task CreatePipelineAsync(HttpContext context)
    {
        if (await BodyAsync(context, WebJson.Default.CreatePipelineRequest) is not { } request)
        {
            return;
        }

        try
        {
            var variables = (request.Variables ?? []).Select(pair => new CiVariable(pair.Key, pair.Value)).ToList();
            var pipeline = await lab.CreatePipelineAsync(request.Project, request.Ref, variables, context.RequestAborted);
            await WriteAsync(context, pipeline, WebJson.Default.PipelineView, StatusCodes.Status201Created);
        }
        catch (CiConfigurationException e)
        {
            await ErrorAsync(context, StatusCodes.Status400BadRequest, e.Errors);
        }
        catch (ArgumentException e)
        {
            await ErrorAsync(context, StatusCodes.Status404NotFound, e.Message);
        }
    }

    private async Task AddFaultAsync(HttpContext context)
    {
        if (await BodyAsync(context, WebJson.Default.LabFault) is { } fault)
        {
            lab.Faults.Add(fault);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }
    }
}
