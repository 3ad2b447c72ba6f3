using System.Globalization;

namespace Odagrun.GitLab.Http;

/// <summary>How long to wait before the next attempt: what the server says, else a growing, jittered delay.</summary>
internal static class RetryDelay
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // GitLab's windows are a minute long. A header that asks for hours must not hold a job's log or a poll for hours:
    // after this the caller's own state machine decides.
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    public static TimeSpan For(HttpResponseMessage response, int attempt, TimeProvider time)
    {
        var asked = UntilReset(response, time) ?? RetryAfter(response, time);
        if (asked is { } wait)
        {
            return wait < LongestAsked ? wait : LongestAsked;
        }

        var ceiling = Math.Min(Shortest.TotalMilliseconds * Math.Pow(2, attempt - 1), Longest.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(ceiling * (0.5 + (Random.Shared.NextDouble() / 2)));
    }

    private static TimeSpan? UntilReset(HttpResponseMessage response, TimeProvider time)
    {
        if (!response.Headers.TryGetValues("RateLimit-ResetTime", out var values)
            || !DateTimeOffset.TryParse(values.First(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var reset))
        {
            return null;
        }

        var wait = reset - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date - time.GetUtcNow());
        return wait > TimeSpan.Zero ? wait : null;
    }
}
