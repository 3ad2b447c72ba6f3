using System.Text.Json.Serialization;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store;

/// <summary>What is known of a job besides its secrets: the one thing that decides what a ticket may still do.</summary>
public sealed record JobRecord
{
    /// <summary>The only version there is.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Format version.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The job.</summary>
    [JsonPropertyName("job")]
    public required JobName Name { get; init; }

    /// <summary>How far it has come.</summary>
    [JsonPropertyName("stage")]
    public JobStage Stage { get; init; }

    /// <summary>The sequence of the one ticket that may act on it.</summary>
    [JsonPropertyName("sequence")]
    public int Sequence { get; init; } = 1;

    /// <summary>When that ticket becomes visible.</summary>
    [JsonPropertyName("due")]
    public DateTimeOffset Due { get; init; }

    /// <summary>When anything last happened to it.</summary>
    [JsonPropertyName("touched")]
    public DateTimeOffset Touched { get; init; }

    /// <summary>Until when the step at hand may be busy without saving anything.</summary>
    [JsonPropertyName("attendedUntil")]
    public DateTimeOffset? AttendedUntil { get; init; }

    /// <summary>How often a lost ticket was put back since the last progress.</summary>
    [JsonPropertyName("rescues")]
    public int Rescues { get; init; }

    /// <summary>How often all deliveries of its ticket ended with the process that had it, since the last progress.</summary>
    [JsonPropertyName("deaths")]
    public int Deaths { get; init; }

    /// <summary>How often the step at hand was put off: no room, or something unreachable.</summary>
    [JsonPropertyName("waits")]
    public int Waits { get; init; }

    /// <summary>Since when the step at hand is put off.</summary>
    [JsonPropertyName("waitingSince")]
    public DateTimeOffset? WaitingSince { get; init; }

    /// <summary>True: GitLab took <c>state=pending</c>. False: it does not know two-phase commit. Null: not known yet.</summary>
    [JsonPropertyName("twoPhase")]
    public bool? TwoPhase { get; init; }

    /// <summary>The job's time limit, in seconds.</summary>
    [JsonPropertyName("timeoutSeconds")]
    public int TimeoutSeconds { get; init; }

    /// <summary>The composed image, with digest.</summary>
    [JsonPropertyName("image")]
    public string? Image { get; init; }

    /// <summary>The composed images of its services, with digest, in their order.</summary>
    [JsonPropertyName("serviceImages")]
    public IReadOnlyList<string>? ServiceImages { get; init; }

    /// <summary>The digests of the caches it uses: what a job at hand needs is not swept.</summary>
    [JsonPropertyName("caches")]
    public IReadOnlyList<string>? Caches { get; init; }

    /// <summary>The launcher's id of the job's pod, once it is made: what is stored may be bound to it.</summary>
    [JsonPropertyName("pod")]
    public string? Pod { get; init; }

    /// <summary>Set before anything of it is told to GitLab: from then on the job does nothing but fail.</summary>
    [JsonPropertyName("failure")]
    public JobFailure? Failure { get; init; }

    /// <summary>Where in GitLab's log our next sentence begins.</summary>
    [JsonPropertyName("logOffset")]
    public long LogOffset { get; init; }

    /// <summary>What its log was last told it waits for.</summary>
    [JsonPropertyName("told")]
    public string? Told { get; init; }

    /// <summary>How it ended.</summary>
    [JsonPropertyName("outcome")]
    public JobOutcome? Outcome { get; init; }

    /// <summary>When GitLab gave it.</summary>
    [JsonPropertyName("received")]
    public DateTimeOffset Received { get; init; }

    /// <summary>When its image was there.</summary>
    [JsonPropertyName("prepared")]
    public DateTimeOffset? Prepared { get; init; }

    /// <summary>When its pod was made.</summary>
    [JsonPropertyName("started")]
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it was over.</summary>
    [JsonPropertyName("finished")]
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Milliseconds by phase, as the executor measured them.</summary>
    [JsonPropertyName("phases")]
    public IReadOnlyDictionary<string, long>? Phases { get; init; }
}
