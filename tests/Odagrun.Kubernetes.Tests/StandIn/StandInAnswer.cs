using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Odagrun.Kubernetes.Tests.StandIn;

/// <summary>An answer to be given instead of the right one; null as status: the connection is cut in the middle of it.</summary>
internal sealed record StandInAnswer(int? Status, string Body = "", string? RetryAfter = null)
{
    public static StandInAnswer Cut { get; } = new((int?)null);

    public static StandInAnswer Json(int status, JsonObject body) => new(status, body.ToJsonString());

    public static StandInAnswer Refusal(int status, string reason, string message) => Json(status, new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["reason"] = reason,
        ["message"] = message,
        ["code"] = status,
    });

    public async Task SendAsync(HttpListenerResponse response)
    {
        if (Status is null)
        {
            response.ContentLength64 = 100;
            await response.OutputStream.WriteAsync("{"u8.ToArray());
            response.Abort();
            return;
        }

        response.StatusCode = Status.Value;
        response.ContentType = "application/json";
        if (RetryAfter is not null)
        {
            response.AddHeader("Retry-After", RetryAfter);
        }

        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(Body));
        response.Close();
    }
}
