using System.Text.Json.Serialization;

namespace Odagrun.GitLab.Wire;

/// <summary>
/// What this runner can do, in one place. GitLab drops a job after assigning it when the runner lacks what the job needs, and believes
/// what stands here: a false "true" breaks the job later. All are always sent, false ones too.
/// </summary>
internal sealed record FeaturesBody
{
    [JsonPropertyName("variables")]
    public bool Variables { get; } = true;

    [JsonPropertyName("image")]
    public bool Image { get; } = true;

    /// <summary>Not yet: no service containers are started.</summary>
    [JsonPropertyName("services")]
    public bool Services { get; } = false;

    [JsonPropertyName("artifacts")]
    public bool Artifacts { get; } = true;

    /// <summary>Caches become layers of the executor image.</summary>
    [JsonPropertyName("cache")]
    public bool Cache { get; } = true;

    [JsonPropertyName("fallback_cache_keys")]
    public bool FallbackCacheKeys { get; } = true;

    [JsonPropertyName("shared")]
    public bool Shared { get; } = false;

    /// <summary>Reports are uploads of their own beside the archive.</summary>
    [JsonPropertyName("upload_multiple_artifacts")]
    public bool UploadMultipleArtifacts { get; } = true;

    [JsonPropertyName("upload_raw_artifacts")]
    public bool UploadRawArtifacts { get; } = true;

    /// <summary>Not yet: no web terminal.</summary>
    [JsonPropertyName("session")]
    public bool Session { get; } = false;

    /// <summary>Not yet: no web terminal.</summary>
    [JsonPropertyName("terminal")]
    public bool Terminal { get; } = false;

    [JsonPropertyName("refspecs")]
    public bool Refspecs { get; } = true;

    [JsonPropertyName("masking")]
    public bool Masking { get; } = true;

    /// <summary>Of service ports to GitLab's web IDE: not offered.</summary>
    [JsonPropertyName("proxy")]
    public bool Proxy { get; } = false;

    [JsonPropertyName("raw_variables")]
    public bool RawVariables { get; } = true;

    [JsonPropertyName("artifacts_exclude")]
    public bool ArtifactsExclude { get; } = true;

    /// <summary>A job's <c>release</c> step is lines of script, run after <c>script</c>.</summary>
    [JsonPropertyName("multi_build_steps")]
    public bool MultiBuildSteps { get; } = true;

    [JsonPropertyName("trace_reset")]
    public bool TraceReset { get; } = true;

    [JsonPropertyName("trace_checksum")]
    public bool TraceChecksum { get; } = true;

    [JsonPropertyName("trace_size")]
    public bool TraceSize { get; } = true;

    /// <summary>Not yet: jobs with <c>secrets:</c> need a resolver.</summary>
    [JsonPropertyName("vault_secrets")]
    public bool VaultSecrets { get; } = false;

    [JsonPropertyName("cancelable")]
    public bool Cancelable { get; } = true;

    [JsonPropertyName("return_exit_code")]
    public bool ReturnExitCode { get; } = true;

    /// <summary>Not yet: comes with the services.</summary>
    [JsonPropertyName("service_variables")]
    public bool ServiceVariables { get; } = false;

    /// <summary>Not yet: comes with the services.</summary>
    [JsonPropertyName("service_multiple_aliases")]
    public bool ServiceMultipleAliases { get; } = false;

    /// <summary>Not yet: a platform or user chosen by the job is not honoured.</summary>
    [JsonPropertyName("image_executor_opts")]
    public bool ImageExecutorOpts { get; } = false;

    [JsonPropertyName("service_executor_opts")]
    public bool ServiceExecutorOpts { get; } = false;

    /// <summary>A canceled job runs its after_script.</summary>
    [JsonPropertyName("cancel_gracefully")]
    public bool CancelGracefully { get; } = true;

    /// <summary>Not offered: jobs with <c>run:</c> fail with a configuration error.</summary>
    [JsonPropertyName("native_steps_integration")]
    public bool NativeStepsIntegration { get; } = false;

    /// <summary>A job stays pending, kept by <c>state=pending</c>, until its executor has started.</summary>
    [JsonPropertyName("two_phase_job_commit")]
    public bool TwoPhaseJobCommit { get; } = true;

    /// <summary>Not yet: <c>${{ job.inputs.X }}</c> is not replaced.</summary>
    [JsonPropertyName("job_inputs")]
    public bool JobInputs { get; } = false;
}
