using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Odagrun.Stack.Proxies;

/// <summary>Stands between a client and an HTTP server (a registry, Azurite) and breaks what it is told to break.</summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private readonly HttpClient _upstream;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly FaultPlan _plan = new();
    private HttpServer? _server;

    private FaultProxy(string upstream) =>
        _upstream = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri($"http://{upstream}/"),
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <summary>Host and port where it listens.</summary>
    public string Host => _server!.Host;

    /// <summary>Every request as <c>METHOD /path [range]</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Faults that have requests left to strike.</summary>
    public int FaultsLeft => _plan.Count;

    /// <summary>Starts one in front of <paramref name="upstream"/> (host and port), on the same address.</summary>
    public static async Task<FaultProxy> StartAsync(string upstream)
    {
        var proxy = new FaultProxy(upstream);
        proxy._server = await HttpServer.StartAsync(proxy.ForwardAsync, upstream[..upstream.LastIndexOf(':')]);
        return proxy;
    }

    /// <summary>Plans faults; a request is struck by the first that fits.</summary>
    public void Add(params Fault[] faults) => _plan.Add(faults);

    /// <summary>Forgets all faults.</summary>
    public void Clear() => _plan.Clear();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _upstream.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var path = context.Request.GetEncodedPathAndQuery();
        _requests.Enqueue($"{context.Request.Method} {path} {context.Request.Headers.Range}{context.Request.Headers.ContentRange}".Trim());
        var fault = _plan.Take(context.Request.Method, path);
        if (fault is not null)
        {
            await fault.Hold.WaitAsync(context.RequestAborted);
        }

        if (fault?.Status is { } status)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter;
            await HttpServer.AnswerAsync(context, status, status == StatusCodes.Status204NoContent
                ? ""
                : """{"errors":[{"code":"TOOMANYREQUESTS","message":"broken by the test"}]}""");
            return;
        }

        if (fault?.Twice == true)
        {
            context.Request.EnableBuffering();
            using var first = await SendAsync(context, path, fault);
            context.Request.Body.Position = 0;
        }

        using var answer = await SendAsync(context, path, fault);
        if (answer is null)
        {
            context.Abort();
            return;
        }

        await AnswerAsync(context, answer, fault);
    }

    /// <summary>Null: the server is not there, or the request was cut; both look the same from the client.</summary>
    private async Task<HttpResponseMessage?> SendAsync(HttpContext context, string path, Fault? fault)
    {
        using var request = Copy(context.Request, path, fault);
        try
        {
            return await _upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static HttpRequestMessage Copy(HttpRequest from, string path, Fault? fault)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), path);
        if (from.ContentLength is not null || from.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(new CutStream(from.Body, fault?.CutRequestAfter ?? long.MaxValue));
        }

        foreach (var (name, values) in from.Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return request;
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer, Fault? fault)
    {
        if (fault?.CutAnswerAfter == 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers))
        {
            if (name != "Transfer-Encoding")
            {
                context.Response.Headers[name] = string.Join(", ", values);
            }
        }

        await using var body = await answer.Content.ReadAsStreamAsync(context.RequestAborted);
        try
        {
            await new CutStream(body, fault?.CutAnswerAfter ?? long.MaxValue).CopyToAsync(context.Response.Body, context.RequestAborted);
        }
        catch (IOException)
        {
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        }
    }
}
