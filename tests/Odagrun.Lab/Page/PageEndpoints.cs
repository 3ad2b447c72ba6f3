using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Odagrun.Lab.Page;

/// <summary>The web page: its files, and addresses in GitLab's form (<c>group/project/-/jobs/7</c>) that lead to it.</summary>
internal static partial class PageEndpoints
{
    // The page runs what it brought along and nothing else, whatever a log or a commit message holds.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(IEndpointRouteBuilder app)
    {
        foreach (var file in PageFile.All())
        {
            app.MapGet(file.Path, context => ServeAsync(context, file));
            if (file.Path == "/index.html")
            {
                app.MapGet("/", context => ServeAsync(context, file));
            }
        }

        app.MapGet("/{**path}", RedirectAsync);
    }

    private static async Task ServeAsync(HttpContext context, PageFile file)
    {
        var headers = context.Response.Headers;
        headers.ETag = file.EntityTag;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = Policy;
        if (context.Request.Headers.IfNoneMatch == file.EntityTag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = file.Content.Length;
        await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
    }

    // What CI_JOB_URL and CI_PIPELINE_URL say, and jobs print, is a link that works.
    private static Task RedirectAsync(HttpContext context)
    {
        if (GitLabAddress().Match(context.Request.Path.Value ?? "") is { Success: true } match)
        {
            context.Response.Redirect($"/#/{match.Groups[1].Value}/{match.Groups[2].Value}");
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        return Task.CompletedTask;
    }

    [GeneratedRegex(@"^/.+/-/(jobs|pipelines)/([0-9]{1,18})/?$")]
    private static partial Regex GitLabAddress();
}
