using Odagrun.Lab.Faults;

namespace Odagrun.EndToEnd.Tests.Faults;

/// <summary>
/// What GitLab answers wrongly to one job each; the job's name tells which. <c>Many</c> is more than one call tries by itself.
/// </summary>
internal static class GitLabFaults
{
    private const int Many = 7;

    /// <summary>Faults a job gets through: its state, its log.</summary>
    public static IReadOnlyDictionary<string, LabFault> OfStateAndLog { get; } = new Dictionary<string, LabFault>
    {
        ["pending-500"] = new() { Endpoint = "job_update", State = "pending", Status = 500, Times = 5 },
        ["pending-cut"] = new() { Endpoint = "job_update", State = "pending", Cut = true },
        ["running-429"] = new() { Endpoint = "job_update", State = "running", Status = 429, RetryAfter = 1, Times = 2 },
        ["running-503"] = new() { Endpoint = "job_update", State = "running", Status = 503, Times = Many },
        ["running-409"] = new() { Endpoint = "job_update", State = "running", Status = 409, Times = 2 },
        ["running-cut"] = new() { Endpoint = "job_update", State = "running", Cut = true, Times = 2 },
        ["running-lost"] = new() { Endpoint = "job_update", State = "running", LoseAnswer = true, Cut = true },
        ["trace-429"] = new() { Endpoint = "trace", Status = 429, RetryAfter = 1, After = 2, Times = 2 },
        ["trace-500"] = new() { Endpoint = "trace", Status = 500, After = 2, Times = Many },
        ["trace-503"] = new() { Endpoint = "trace", Status = 503, Times = Many },
        ["trace-409"] = new() { Endpoint = "trace", Status = 409, After = 2, Times = 2 },
        ["trace-416"] = new() { Endpoint = "trace", Status = 416, After = 2, Times = 2 },
        ["trace-cut"] = new() { Endpoint = "trace", Cut = true, After = 1, Times = 3 },
        ["trace-lost"] = new() { Endpoint = "trace", LoseAnswer = true, Cut = true, After = 1, Times = 2 },
        ["trace-stored-500"] = new() { Endpoint = "trace", LoseAnswer = true, Status = 500, Times = 3 },
        ["final-429"] = new() { Endpoint = "job_update", State = "success", Status = 429, RetryAfter = 1, Times = 2 },
        ["final-500"] = new() { Endpoint = "job_update", State = "success", Status = 500, Times = Many },
        ["final-409"] = new() { Endpoint = "job_update", State = "success", Status = 409, Times = 2 },
        ["final-cut"] = new() { Endpoint = "job_update", State = "success", Cut = true, Times = 2 },
        ["final-lost"] = new() { Endpoint = "job_update", State = "success", LoseAnswer = true, Cut = true },
    };

    /// <summary>Faults a job gets through: its artifacts, up or down.</summary>
    public static IReadOnlyDictionary<string, LabFault> OfArtifacts { get; } = new Dictionary<string, LabFault>
    {
        ["upload-429"] = new() { Endpoint = "artifacts_upload", Status = 429, RetryAfter = 1, Times = 2 },
        ["upload-500"] = new() { Endpoint = "artifacts_upload", Status = 500, Times = Many },
        ["upload-cut"] = new() { Endpoint = "artifacts_upload", Cut = true, Times = 2 },
        ["upload-lost"] = new() { Endpoint = "artifacts_upload", LoseAnswer = true, Cut = true },
        ["download-503"] = new() { Endpoint = "artifacts_download", Status = 503, Times = Many },
        ["download-cut"] = new() { Endpoint = "artifacts_download", Cut = true, Times = 2 },
    };

    /// <summary>Faults that end a job.</summary>
    public static IReadOnlyDictionary<string, LabFault> Fatal { get; } = new Dictionary<string, LabFault>
    {
        ["refused-upload"] = new() { Endpoint = "artifacts_upload", Status = 403 },
    };

    /// <summary>Faults of the request for a job, one after the other.</summary>
    public static IReadOnlyList<LabFault> OfRequests { get; } =
    [
        new() { Endpoint = "jobs_request", Status = 429, RetryAfter = 1 },
        new() { Endpoint = "jobs_request", Status = 503, Times = Many },
        new() { Endpoint = "jobs_request", Status = 409, Times = 2 },
        new() { Endpoint = "jobs_request", Cut = true },
        new() { Endpoint = "jobs_request", LoseAnswer = true, Cut = true, After = 3 },
    ];
}
