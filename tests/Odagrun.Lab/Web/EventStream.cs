using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Odagrun.Lab.Board;

namespace Odagrun.Lab.Web;

/// <summary><c>/lab/events</c>: server-sent events, one after each change (several changes at once make one).</summary>
internal static class EventStream
{
    public static async Task ServeAsync(HttpContext context, LabBoard board)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        var seen = -1L;
        try
        {
            while (true)
            {
                var version = seen;
                await board.WaitAsync(
                    () =>
                    {
                        version = board.Version;
                        return version != seen ? board : null;
                    },
                    context.RequestAborted);
                seen = version;
                var json = JsonSerializer.Serialize(new LabEvent(version), WebJson.Default.LabEvent);
                await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes($"data: {json}\n\n"), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader went away.
        }
    }
}
