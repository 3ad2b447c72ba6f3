using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Odagrun.Lab.Page;

/// <summary>What the page links to: a job's whole log as it came, and its uploaded files.</summary>
internal sealed class JobDownloads(LabServer lab)
{
    public void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/lab/jobs/{id:long}/log", LogAsync);
        app.MapGet("/lab/jobs/{id:long}/artifacts/{type}", ArtifactAsync);
    }

    private static long Id(HttpContext context) => long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);

    private async Task LogAsync(HttpContext context)
    {
        var id = Id(context);
        if (lab.FindJob(id) is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        // Plain text, whatever it holds: a browser that guessed would run markup of a log.
        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        for (var offset = 0L; lab.ReadTrace(id, offset) is { Length: > 0 } part; offset += part.Length)
        {
            await context.Response.Body.WriteAsync(part, context.RequestAborted);
        }
    }

    private async Task ArtifactAsync(HttpContext context)
    {
        var id = Id(context);
        var type = (string)context.Request.RouteValues["type"]!;
        var artifact = lab.FindJob(id)?.Artifacts.FirstOrDefault(artifact => artifact.Type == type);
        if (artifact is null || lab.ArtifactPath(id, type) is not { } path)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(artifact.FileName);
        headers.ContentDisposition = disposition.ToString();
        context.Response.ContentType = "application/octet-stream";
        await context.Response.SendFileAsync(path, context.RequestAborted);
    }
}
