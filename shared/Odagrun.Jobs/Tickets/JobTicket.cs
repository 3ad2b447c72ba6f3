using System.Text.Json.Serialization;

namespace Odagrun.Jobs.Tickets;

/// <summary>
/// What travels in a queue: which job, and which of its hand-overs this is. Ids only, nothing secret. A ticket whose sequence is
/// not the stored job's is an old copy and changes nothing.
/// </summary>
public sealed record JobTicket
{
    /// <summary>The only version there is.</summary>
    public const int CurrentVersion = 1;

    /// <summary>Format version.</summary>
    [JsonPropertyName("version")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The job.</summary>
    [JsonPropertyName("job")]
    public required JobName Job { get; init; }

    /// <summary>Counts the hand-overs of a job, from 1.</summary>
    [JsonPropertyName("sequence")]
    public required int Sequence { get; init; }
}
