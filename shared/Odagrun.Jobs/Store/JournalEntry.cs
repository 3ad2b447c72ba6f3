using System.Text.Json.Serialization;
using Odagrun.Jobs.Tickets;

namespace Odagrun.Jobs.Store;

/// <summary>One line about one finished job: when it passed where, and how it ended.</summary>
public sealed record JournalEntry
{
    /// <summary>The job.</summary>
    [JsonPropertyName("job")]
    public required JobName Job { get; init; }

    /// <summary>How it ended.</summary>
    [JsonPropertyName("outcome")]
    public JobOutcome? Outcome { get; init; }

    /// <summary>When GitLab gave it.</summary>
    [JsonPropertyName("received")]
    public required DateTimeOffset Received { get; init; }

    /// <summary>When its image was there; null where it never was.</summary>
    [JsonPropertyName("prepared")]
    public DateTimeOffset? Prepared { get; init; }

    /// <summary>When its pod was made; null where none was.</summary>
    [JsonPropertyName("started")]
    public DateTimeOffset? Started { get; init; }

    /// <summary>When it was over.</summary>
    [JsonPropertyName("finished")]
    public DateTimeOffset? Finished { get; init; }

    /// <summary>Milliseconds by phase, as the executor measured them.</summary>
    [JsonPropertyName("phases")]
    public IReadOnlyDictionary<string, long>? Phases { get; init; }

    /// <summary>What a record says of a finished job.</summary>
    public static JournalEntry Of(JobRecord record) => new()
    {
        Job = record.Name,
        Outcome = record.Outcome,
        Received = record.Received,
        Prepared = record.Prepared,
        Started = record.Started,
        Finished = record.Finished,
        Phases = record.Phases,
    };
}
