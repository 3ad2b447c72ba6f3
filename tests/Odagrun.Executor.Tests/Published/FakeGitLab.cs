using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Odagrun.Executor.Tests.Servers;

namespace Odagrun.Executor.Tests.Published;

/// <summary>The calls of one job: states, trace, artifacts. What is asked of it beyond the truth is set by the test.</summary>
internal sealed class FakeGitLab : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly MemoryStream _trace = new();
    private readonly List<JsonElement> _updates = [];
    private LocalServer? _server;
    private int _meetings;

    internal Uri Url => _server!.Url;

    /// <summary>Comes before each answer; one that never ends holds the request, one that answers itself is the answer.</summary>
    internal Func<HttpContext, Task> Before { get; set; } = _ => Task.CompletedTask;

    /// <summary>Bytes that somebody else has written to the log already.</summary>
    internal void Prefill(string text) => _trace.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>What the server says of the job with each answer: running, canceling, canceled.</summary>
    internal string JobStatus { get; set; } = "running";

    /// <summary>So many questions meet another request at the job, and get a conflict.</summary>
    internal void Meet(int times) => _meetings = times;

    /// <summary>Whether an executor has accepted the job already.</summary>
    internal bool IsBegun { get; set; }

    /// <summary>Uploads: file name, query and content.</summary>
    internal List<(string FileName, string Query, byte[] Content)> Uploads { get; } = [];

    /// <summary>Archives of earlier jobs, by job id.</summary>
    internal Dictionary<long, byte[]> Artifacts { get; } = [];

    /// <summary>All bodies of PUT so far, but for those that only ask whether the job still waits.</summary>
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

    internal static async Task<FakeGitLab> StartAsync(X509Certificate2? certificate = null)
    {
        var server = new FakeGitLab();
        server._server = await LocalServer.StartAsync(server.Map, certificate);
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

    public ValueTask DisposeAsync() => _server!.DisposeAsync();

    private void Map(WebApplication application)
    {
        application.Use(async (context, next) =>
        {
            await Before(context);
            if (!context.Response.HasStarted)
            {
                await next(context);
            }
        });
        application.MapPut("/api/v4/jobs/{id:long}", UpdateAsync);
        application.MapMethods("/api/v4/jobs/{id:long}/trace", ["PATCH"], PatchAsync);
        application.MapPost("/api/v4/jobs/{id:long}/artifacts", UploadAsync);
        application.MapGet("/api/v4/jobs/{id:long}/artifacts", DownloadAsync);
    }

    private async Task UpdateAsync(HttpContext context)
    {
        using var body = await JsonDocument.ParseAsync(context.Request.Body);
        var isQuestion = body.RootElement.GetProperty("state").GetString() == "pending";
        lock (_lock)
        {
            if (!isQuestion)
            {
                _updates.Add(body.RootElement.Clone());
            }
        }

        await AnswerAsync(context, isQuestion && (IsBegun || Interlocked.Decrement(ref _meetings) >= 0) ? 409 : 200);
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
