using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Odagrun.Stack.Proxies;

/// <summary>A small HTTP server whose answers a test writes.</summary>
public sealed class HttpServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private HttpServer(WebApplication application, string host) => (_application, Host) = (application, host);

    /// <summary>Host and port.</summary>
    public string Host { get; }

    /// <summary>Starts one, on loopback or another address of this machine; <paramref name="answer"/> serves each request.</summary>
    public static async Task<HttpServer> StartAsync(Func<HttpContext, Task> answer, string address = "127.0.0.1")
    {
        var host = $"{address}:{FreePort.Next()}";
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"http://{host}").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var application = builder.Build();
        application.Run(context => answer(context));
        await application.StartAsync();
        return new HttpServer(application, host);
    }

    /// <summary>Answers with a status and a body.</summary>
    public static Task AnswerAsync(HttpContext context, int status, string body = "", string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await _application.DisposeAsync();
}
