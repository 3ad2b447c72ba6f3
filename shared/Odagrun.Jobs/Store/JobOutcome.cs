using System.Text.Json.Serialization;

namespace Odagrun.Jobs.Store;

/// <summary>How a job ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobOutcome>))]
public enum JobOutcome
{
    /// <summary>The executor reported success.</summary>
    Succeeded,

    /// <summary>The executor or the functions reported a failure.</summary>
    Failed,

    /// <summary>GitLab said that the job is over: canceled, timed out, or taken back.</summary>
    Abandoned,

    /// <summary>It failed, and GitLab could not be told for as long as we try.</summary>
    Unreported,
}
