using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace Odagrun.GitLab.Tests.Fakes;

/// <summary>A real web server on a port of its own; a test says how it answers and reads what it heard.</summary>
internal sealed class FakeGitLab : IAsyncDisposable
{
    private readonly WebApplication _app;
    private Func<HttpContext, HeardRequest, Task> _answer = (context, _) =>
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    };

    private FakeGitLab(WebApplication app) => _app = app;

    public Uri Url { get; private set; } = null!;

    /// <summary>Every request so far, in order.</summary>
    public ConcurrentQueue<HeardRequest> Heard { get; } = new();

    public static async Task<FakeGitLab> StartAsync(
        CancellationToken cancellationToken, X509Certificate2? certificate = null, bool askForClient = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(certificate, https =>
                    {
                        https.ClientCertificateMode = askForClient
                            ? ClientCertificateMode.RequireCertificate
                            : ClientCertificateMode.NoCertificate;
                        https.AllowAnyClientCertificate();
                    });
                }
            });
            kestrel.Limits.MaxRequestBodySize = null;
        });
        var server = new FakeGitLab(builder.Build());
        server._app.Run(server.HandleAsync);
        await server._app.StartAsync(cancellationToken);
        server.Url = new Uri(server._app.Urls.Single());
        return server;
    }

    /// <summary>Answers each request by its number, from 0 on.</summary>
    public void Answer(Func<HttpContext, HeardRequest, Task> answer) => _answer = answer;

    /// <summary>Answers with these statuses, one after the other; the last one from then on.</summary>
    public void AnswerStatuses(params int[] statuses)
    {
        var next = -1;
        _answer = (context, _) =>
        {
            context.Response.StatusCode = statuses[Math.Min(Interlocked.Increment(ref next), statuses.Length - 1)];
            return Task.CompletedTask;
        };
    }

    public void AnswerJson(int status, string json, params (string Name, string Value)[] headers) => _answer = async (context, _) =>
    {
        context.Response.StatusCode = status;
        foreach (var (name, value) in headers)
        {
            context.Response.Headers[name] = value;
        }

        if (status != 204)
        {
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(json, context.RequestAborted);
        }
    };

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero); // held requests are cut, not waited for
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var body = new MemoryStream();
        if (!SkipBody(context))
        {
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        }

        var request = new HeardRequest(
            context.Request.Method,
            context.Request.Path + context.Request.QueryString,
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        Heard.Enqueue(request);
        await _answer(context, request);
    }

    /// <summary>Requests whose body is left unread, as a server does that refuses on sight.</summary>
    public Func<HttpContext, bool> SkipBody { get; set; } = _ => false;
}
