using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Odagrun.Oci.Tests.Lab;

/// <summary>Stands between client and registry and breaks what it is told to break.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly HttpClient _upstream;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly List<Fault> _faults = [];
    private HttpServer? _server;

    private FaultProxy(string upstream) =>
        _upstream = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri($"http://{upstream}/") };

    public string Host => _server!.Host;

    /// <summary>Every request as <c>METHOD /path [range]</c>.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    public int FaultsLeft
    {
        get
        {
            lock (_faults)
            {
                return _faults.Count;
            }
        }
    }

    public static async Task<FaultProxy> StartAsync(string upstream)
    {
        var proxy = new FaultProxy(upstream);
        proxy._server = await HttpServer.StartAsync(proxy.ForwardAsync);
        return proxy;
    }

    public void Add(params Fault[] faults)
    {
        lock (_faults)
        {
            _faults.AddRange(faults);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (_server?.DisposeAsync() ?? ValueTask.CompletedTask);
        _upstream.Dispose();
    }

    private Fault? Take(string method, string path)
    {
        lock (_faults)
        {
            var fault = _faults.Find(each => each.Method == method && path.Contains(each.PathPart, StringComparison.Ordinal));
            if (fault is not null)
            {
                _faults.Remove(fault);
            }

            return fault;
        }
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var path = context.Request.GetEncodedPathAndQuery();
        _requests.Enqueue($"{context.Request.Method} {path} {context.Request.Headers.Range}{context.Request.Headers.ContentRange}".Trim());
        var fault = Take(context.Request.Method, path);
        if (fault?.Status is { } status)
        {
            context.Response.Headers.RetryAfter = fault.RetryAfter;
            await HttpServer.AnswerAsync(context, status, """{"errors":[{"code":"TOOMANYREQUESTS","message":"broken by the test"}]}""");
            return;
        }

        using var request = Copy(context.Request, path, fault);
        HttpResponseMessage answer;
        try
        {
            answer = await _upstream.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        }
        catch (HttpRequestException) when (fault?.CutRequestAfter is not null)
        {
            context.Abort();
            return;
        }

        using (answer)
        {
            await AnswerAsync(context, answer, fault);
        }
    }

    private static HttpRequestMessage Copy(HttpRequest from, string path, Fault? fault)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), path);
        if (from.ContentLength is not null)
        {
            request.Content = new StreamContent(fault?.CutRequestAfter is { } cut ? new CutStream(from.Body, cut) : from.Body);
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

        var body = await answer.Content.ReadAsByteArrayAsync();
        if (fault?.CutAnswerAfter is { } cut)
        {
            await context.Response.Body.WriteAsync(body.AsMemory(0, cut));
            await context.Response.Body.FlushAsync();
            context.Abort();
        }
        else if (body.Length > 0)
        {
            await context.Response.Body.WriteAsync(body);
        }
    }
}
