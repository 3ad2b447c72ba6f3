using System.Net;

namespace Odagrun.Kubernetes.Api;

/// <summary>Which failures are tried again, and when.</summary>
internal static class Retries
{
    /// <summary>Set on a request of which an attempt got no clear answer.</summary>
    public static readonly HttpRequestOptionsKey<bool> MayHaveSucceeded = new("odagrun.may-have-succeeded");

    /// <summary>How long one request is tried: an API server that is restarted is back by then.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>How long one attempt may take; watches are not bound by it.</summary>
    public static readonly TimeSpan Attempt = TimeSpan.FromSeconds(30);

    /// <summary>How long a right that was there before is asked for again.</summary>
    public static readonly TimeSpan RightsPatience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    /// <summary>Whether the same request may succeed later. All our requests may be repeated: whatever is created has a name.</summary>
    public static bool IsTransient(HttpStatusCode status) => status is HttpStatusCode.TooManyRequests
        or HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
        or HttpStatusCode.GatewayTimeout;

    /// <summary>The wait before the next attempt: doubled each time, and spread, so that many callers don't come back at once.</summary>
    public static TimeSpan Delay(int attempt)
    {
        var full = First * (1 << Math.Min(attempt, 10));
        return (full < Longest ? full : Longest) * (0.5 + (Random.Shared.NextDouble() / 2));
    }
}
