using Microsoft.AspNetCore.Http;
using Odagrun.Stack.Proxies;

namespace Odagrun.Cli.Tests;

/// <summary>A GitLab that says one thing to POST /runners/verify, and 401 to everything else.</summary>
internal static class GitLabStandIn
{
    public static Task<HttpServer> StartAsync(int status, string body) => HttpServer.StartAsync(context =>
        context.Request.Path == "/api/v4/runners/verify"
            ? HttpServer.AnswerAsync(context, status, body)
            : HttpServer.AnswerAsync(context, StatusCodes.Status401Unauthorized, """{"message":"401 Unauthorized"}"""));

    public static Task<HttpServer> ValidAsync() =>
        StartAsync(StatusCodes.Status200OK, """{"id":7,"token":"glrt-good","token_expires_at":null}""");
}
