namespace Odagrun.Lab.Faults;

/// <summary>Something that goes wrong on purpose. Fields that are null match everything.</summary>
public sealed record LabFault
{
    /// <summary>
    /// Endpoint, named as in the transcript: <c>jobs_request</c>, <c>job_update</c>, <c>trace</c>, <c>artifacts_upload</c>,
    /// <c>artifacts_download</c>, <c>verify</c>, <c>git</c>, <c>storage</c>.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>Number of the job.</summary>
    public long? JobId { get; init; }

    /// <summary>Name of the job.</summary>
    public string? JobName { get; init; }

    /// <summary>The <c>state</c> of a <c>job_update</c>: <c>pending</c>, <c>running</c>, <c>success</c>, <c>failed</c>.</summary>
    public string? State { get; init; }

    /// <summary>Matching requests let through before it strikes.</summary>
    public int After { get; init; }

    /// <summary>How often it strikes.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Status to answer; null: with <see cref="Cut"/> none, else the true answer after <see cref="Delay"/>.</summary>
    public int? Status { get; init; }

    /// <summary>Seconds in <c>Retry-After</c>.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>Seconds from now in <c>RateLimit-ResetTime</c>.</summary>
    public int? RateLimitReset { get; init; }

    /// <summary>The connection is cut instead of an answer.</summary>
    public bool Cut { get; init; }

    /// <summary>The request is carried out first, and only its answer is lost or replaced.</summary>
    public bool LoseAnswer { get; init; }

    /// <summary>Time before the answer.</summary>
    public TimeSpan Delay { get; init; }
}
