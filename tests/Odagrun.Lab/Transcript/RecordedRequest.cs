namespace Odagrun.Lab.Transcript;

/// <summary>One request to the Lab and its answer.</summary>
public sealed record RecordedRequest
{
    /// <summary>Its place in the order of arrival.</summary>
    public required long Number { get; init; }

    /// <summary>When it arrived.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>HTTP method.</summary>
    public required string Method { get; init; }

    /// <summary>Path without query.</summary>
    public required string Path { get; init; }

    /// <summary>Query with its question mark, or empty.</summary>
    public required string Query { get; init; }

    /// <summary>
    /// Name of the runner API call (<c>jobs_request</c>, <c>job_update</c>, <c>trace</c>, <c>artifacts_upload</c>,
    /// <c>artifacts_download</c>, <c>verify</c>), <c>git</c>, <c>storage</c> or <c>other</c>.
    /// </summary>
    public required string Endpoint { get; init; }

    /// <summary>Number of the job in the path.</summary>
    public long? JobId { get; init; }

    /// <summary>Headers as they came, tokens among them: a transcript is for tests.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>The body, when it is JSON.</summary>
    public string? Json { get; init; }

    /// <summary>The answer's status; 0 when the connection was cut.</summary>
    public required int Status { get; init; }
}
