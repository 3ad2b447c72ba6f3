using System.Text.Json;
using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Payload;

/// <summary>
/// The answer 201 of <c>POST /jobs/request</c>: everything a runner learns of a job. Any part may be absent or null; unknown fields are
/// ignored.
/// </summary>
public sealed record JobPayload
{
    /// <summary>Job id.</summary>
    [JsonPropertyName("id")]
    public long Id { get; init; }

    /// <summary>The job token: authorises trace, state and artifacts.</summary>
    [JsonPropertyName("token")]
    public string? Token { get; init; }

    /// <summary>Whether <c>fetch</c> is the default git strategy.</summary>
    [JsonPropertyName("allow_git_fetch")]
    public bool AllowGitFetch { get; init; }

    /// <summary>What the job is.</summary>
    [JsonPropertyName("job_info")]
    public JobInfo? JobInfo { get; init; }

    /// <summary>What to check out.</summary>
    [JsonPropertyName("git_info")]
    public GitInfo? GitInfo { get; init; }

    /// <summary>Timeout and the runner's own id.</summary>
    [JsonPropertyName("runner_info")]
    public RunnerInfo? RunnerInfo { get; init; }

    /// <summary>Values for <c>${{ job.inputs.NAME }}</c>.</summary>
    [JsonPropertyName("inputs")]
    public IReadOnlyList<JobInput>? Inputs { get; init; }

    /// <summary>Variables in order; the last of a name wins.</summary>
    [JsonPropertyName("variables")]
    public IReadOnlyList<JobVariable>? Variables { get; init; }

    /// <summary>Scripts: <c>script</c>, <c>after_script</c>, <c>release</c>.</summary>
    [JsonPropertyName("steps")]
    public IReadOnlyList<JobStep>? Steps { get; init; }

    /// <summary>The job's image.</summary>
    [JsonPropertyName("image")]
    public JobImage? Image { get; init; }

    /// <summary>Service containers.</summary>
    [JsonPropertyName("services")]
    public IReadOnlyList<JobImage>? Services { get; init; }

    /// <summary>What to upload; entry 1 is the archive, each report is its own.</summary>
    [JsonPropertyName("artifacts")]
    public IReadOnlyList<JobArtifact>? Artifacts { get; init; }

    /// <summary>Caches.</summary>
    [JsonPropertyName("cache")]
    public IReadOnlyList<JobCache>? Cache { get; init; }

    /// <summary>Logins; only type <c>registry</c> is used.</summary>
    [JsonPropertyName("credentials")]
    public IReadOnlyList<JobCredential>? Credentials { get; init; }

    /// <summary>Jobs whose artifacts are wanted.</summary>
    [JsonPropertyName("dependencies")]
    public IReadOnlyList<JobDependency>? Dependencies { get; init; }

    /// <summary>What the server wants of the log.</summary>
    [JsonPropertyName("features")]
    public JobFeatures? Features { get; init; }

    /// <summary>External secrets, by name; provider specific.</summary>
    [JsonPropertyName("secrets")]
    public IReadOnlyDictionary<string, JsonElement>? Secrets { get; init; }

    /// <summary>Scripts around get_sources.</summary>
    [JsonPropertyName("hooks")]
    public IReadOnlyList<JobHook>? Hooks { get; init; }

    /// <summary>A JSON text with an array of steps; exclusive with scripts.</summary>
    [JsonPropertyName("run")]
    public string? Run { get; init; }

    /// <summary>Security policy, for the log only.</summary>
    [JsonPropertyName("policy_options")]
    public JobPolicyOptions? PolicyOptions { get; init; }

    /// <summary>Suspendable environments, experimental.</summary>
    [JsonPropertyName("suspend_options")]
    public JsonElement? SuspendOptions { get; init; }

    /// <summary>Names it without its secrets.</summary>
    public override string ToString() => $"job {Id}";
}
