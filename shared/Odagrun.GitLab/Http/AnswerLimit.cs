namespace Odagrun.GitLab.Http;

/// <summary>How long one attempt of a call may take until its answer's headers are there.</summary>
internal static class AnswerLimit
{
    public static readonly HttpRequestOptionsKey<TimeSpan> Key = new("odagrun.answer-limit");

    /// <summary>Small calls about one job. Longer than any proxy's own limit, shorter than a trace may stand still.</summary>
    public static readonly TimeSpan Control = TimeSpan.FromMinutes(2);

    /// <summary>A held job request: Workhorse holds it for 50 s as a rule, and administrators may set more.</summary>
    public static readonly TimeSpan LongPoll = TimeSpan.FromMinutes(10);

    /// <summary>The answer to an upload comes when all of it has been stored.</summary>
    public static readonly TimeSpan Upload = TimeSpan.FromHours(1);

    /// <summary>The head of a download.</summary>
    public static readonly TimeSpan Download = TimeSpan.FromMinutes(10);

    /// <summary>The body of an answer that is read whole.</summary>
    public static readonly TimeSpan Body = TimeSpan.FromMinutes(5);
}
