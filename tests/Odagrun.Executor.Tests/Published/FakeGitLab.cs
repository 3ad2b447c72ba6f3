using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Odagrun.Executor.Tests.Published;

/// <summary>The calls of one job: states, trace, artifacts. What is asked of it beyond the truth is set by the test.</summary>
internal sealed class FakeGitLab : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Lock _lock = new();
    private readonly MemoryStream _trace = new();
    private readonly List<JsonElement> _updates = [];

    private FakeGitLab(WebApplication application) => _application = application;

    internal Uri Url { get; private set; } = new("http://unset");

    /// <summary>What the server says of the job with each answer: running, canceling, canceled.</summary>
    internal string JobStatus { get; set; } = "running";

    /// <summary>Uploads: file name, query and content.</summary>
    internal List<(string FileName, string Query, byte[] Content)> Uploads { get; } = [];

    /// <summary>Archives of earlier jobs, by job id.</summary>
    internal Dictionary<long, byte[]> Artifacts { get; } = [];

    /// <summary>All bodies of PUT so far.</summary>
    internal IReadOnlyList<JsonElement> Updates
    {
        get
        {
            lock (_lock)
            {
                return [.. _updates];
            }
        }
    }

    /// <summary>The log as the server has it.</summary>
    internal string Trace
    {
        get
        {
            lock (_lock)
            {
                return Encoding.UTF8.GetString(_trace.ToArray());
            }
        }
    }

    internal static async Task<FakeGitLab> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Limits.MaxRequestBodySize = null;
        });
        var application = builder.Build();
        var server = new FakeGitLab(application);
        application.MapPut("/api/v4/jobs/{id:long}", server.UpdateAsync);
        application.MapMethods("/api/v4/jobs/{id:long}/trace", ["PATCH"], server.PatchAsync);
        application.MapPost("/api/v4/jobs/{id:long}/artifacts", server.UploadAsync);
        application.MapGet("/api/v4/jobs/{id:long}/artifacts", server.DownloadAsync);
        await application.StartAsync();
        server.Url = new Uri(application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        return server;
    }

    /// <summary>Waits until the log holds the text.</summary>
    internal async Task WaitForTraceAsync(string text, CancellationToken cancellationToken)
    {
        while (!Trace.Contains(text, StringComparison.Ordinal))
        {
            await Task.Delay(20, cancellationToken);
        }
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task UpdateAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        lock (_lock)
        {
            _updates.Add(body.RootElement.Clone());
        }

        await AnswerAsync(context, 200);
    }

    private async Task PatchAsync(HttpContext context)
    {
        var range = context.Request.Headers.ContentRange.ToString();
        var start = long.Parse(range[..range.IndexOf('-', StringComparison.Ordinal)], CultureInfo.InvariantCulture);
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes);
        long length;
        bool fits;
        lock (_lock)
        {
            fits = start == _trace.Length;
            if (fits)
            {
                _trace.Write(bytes.ToArray());
            }

            length = _trace.Length;
        }

        context.Response.Headers["Range"] = string.Create(CultureInfo.InvariantCulture, $"0-{length}");
        await AnswerAsync(context, fits ? 202 : 416);
    }

    private async Task UploadAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        using var bytes = new MemoryStream();
        await form.Files[0].CopyToAsync(bytes);
        lock (_lock)
        {
            Uploads.Add((form.Files[0].FileName, context.Request.QueryString.ToString(), bytes.ToArray()));
        }

        await AnswerAsync(context, 201);
    }

    private async Task DownloadAsync(HttpContext context, long id)
    {
        if (Artifacts.TryGetValue(id, out var bytes))
        {
            await context.Response.Body.WriteAsync(bytes);
            return;
        }

        context.Response.StatusCode = 404;
    }

    private Task AnswerAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.Headers["Job-Status"] = JobStatus;
        context.Response.Headers["X-GitLab-Trace-Update-Interval"] = "1";
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}");
    }
}
