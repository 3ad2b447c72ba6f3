using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Odagrun.Executor.Commands.Calling;

namespace Odagrun.Executor.Commands.DockerHub;

/// <summary>An answer of the Hub.</summary>
internal sealed record HubAnswer(HttpStatusCode Status, byte[] Body)
{
    internal bool IsSuccess => (int)Status is >= 200 and < 300;

    /// <summary>The body; null where it is none of that kind.</summary>
    internal T? Read<T>(JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return Body.Length == 0 ? null : JsonSerializer.Deserialize(Body, type);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Says what was tried, what came back and what to do.</summary>
    internal CommandException Failure(string tried)
    {
        var error = Read(HubJson.Default.HubError);
        var said = error?.Message ?? error?.Detail;
        var advice = Status switch
        {
            HttpStatusCode.Unauthorized =>
                "the login is not accepted: an account with two factors needs an access token in place of the password",
            HttpStatusCode.Forbidden => "the token needs the rights read, write and delete, and its owner administers the repository",
            HttpStatusCode.NotFound => "there is no such thing there, or this login must not see it",
            HttpStatusCode.TooManyRequests => "too many requests for this account or address; try again later",
            >= HttpStatusCode.InternalServerError => "the Hub has trouble of its own; its state is on www.dockerstatus.com",
            _ => "the request is not to its liking",
        };
        return new CommandException(string.Create(
            CultureInfo.InvariantCulture,
            $"{tried} failed: Docker Hub answered {(int)Status}{(string.IsNullOrWhiteSpace(said) ? "" : $" ({said.Trim()})")}; {advice}"));
    }

    /// <summary>
    /// How long the Hub wants to be left alone: seconds or a date in Retry-After, a Unix time in its older X-Retry-After.
    /// </summary>
    internal static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => response.Headers.TryGetValues("X-Retry-After", out var values)
                && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds) - now
                : (TimeSpan?)null,
        };
        return wait < TimeSpan.FromSeconds(1) ? TimeSpan.FromSeconds(1) : wait;
    }
}
