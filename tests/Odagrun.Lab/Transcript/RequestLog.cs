using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Faults;

namespace Odagrun.Lab.Transcript;

/// <summary>Keeps what was asked and answered, the last 20,000 requests.</summary>
internal sealed class RequestLog(TimeProvider clock)
{
    private const int Most = 20_000;
    private readonly Lock _lock = new();
    private readonly Queue<RecordedRequest> _requests = [];
    private long _number;

    public IReadOnlyList<RecordedRequest> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests.OrderBy(request => request.Number)];
            }
        }
    }

    public async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        var number = Interlocked.Increment(ref _number);
        var at = clock.GetUtcNow();
        var endpoint = EndpointName.Of(context);
        var json = await JsonAsync(context.Request);
        var status = 0;
        try
        {
            await next(context);
            status = context.RequestAborted.IsCancellationRequested ? 0 : context.Response.StatusCode;
        }
        finally
        {
            Add(new RecordedRequest
            {
                Number = number,
                At = at,
                Method = context.Request.Method,
                Path = context.Request.Path.Value ?? "",
                Query = context.Request.QueryString.Value ?? "",
                Endpoint = endpoint.Name,
                JobId = endpoint.Job,
                Headers = context.Request.Headers.ToDictionary(
                    header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                Json = json,
                Status = status,
            });
        }
    }

    private static async Task<string?> JsonAsync(HttpRequest request)
    {
        if (request.ContentType?.StartsWith("application/json", StringComparison.OrdinalIgnoreCase) != true)
        {
            return null;
        }

        request.EnableBuffering();
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var text = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        request.Body.Position = 0;
        return text;
    }

    private void Add(RecordedRequest request)
    {
        lock (_lock)
        {
            _requests.Enqueue(request);
            while (_requests.Count > Most)
            {
                _requests.Dequeue();
            }
        }
    }
}
