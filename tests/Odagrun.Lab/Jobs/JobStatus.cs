using System.Text.Json.Serialization;

namespace Odagrun.Lab.Jobs;

/// <summary>A job's state, named as GitLab names it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobStatus>))]
public enum JobStatus
{
    /// <summary>Earlier stages or needed jobs are not done.</summary>
    [JsonStringEnumMemberName("created")]
    Created,

    /// <summary>Waits for someone to play it.</summary>
    [JsonStringEnumMemberName("manual")]
    Manual,

    /// <summary>Waits for its delay.</summary>
    [JsonStringEnumMemberName("scheduled")]
    Scheduled,

    /// <summary>Waits for a runner, or for a runner's acknowledgement.</summary>
    [JsonStringEnumMemberName("pending")]
    Pending,

    /// <summary>Runs.</summary>
    [JsonStringEnumMemberName("running")]
    Running,

    /// <summary>Canceled, but its runner may still run after_script.</summary>
    [JsonStringEnumMemberName("canceling")]
    Canceling,

    /// <summary>Ended well.</summary>
    [JsonStringEnumMemberName("success")]
    Success,

    /// <summary>Ended badly.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,

    /// <summary>Ended by a person or a newer pipeline.</summary>
    [JsonStringEnumMemberName("canceled")]
    Canceled,

    /// <summary>Never ran, because of what came before it.</summary>
    [JsonStringEnumMemberName("skipped")]
    Skipped,
}
