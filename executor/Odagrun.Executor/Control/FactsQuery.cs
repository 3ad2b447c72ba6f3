using System.Text.Json.Serialization;

namespace Odagrun.Executor.Control;

/// <summary>What a command tells before it asks for the job's facts.</summary>
internal sealed record FactsQuery
{
    /// <summary>The tag it is about to push, for the labels; null: it pushes none.</summary>
    [JsonPropertyName("reference")]
    public string? Reference { get; init; }

    /// <summary>
    /// When the image is made, seconds since 1970 (SOURCE_DATE_EPOCH); null: by the commit. Who sets it wants the same image again: labels
    /// that every run has of its own are left out.
    /// </summary>
    [JsonPropertyName("created")]
    public long? Created { get; init; }
}
