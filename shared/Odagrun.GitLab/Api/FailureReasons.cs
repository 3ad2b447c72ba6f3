namespace Odagrun.GitLab.Api;

/// <summary>Maps failure reasons to those a server knows.</summary>
public static class FailureReasons
{
    /// <summary>
    /// The wire name: as it is where <paramref name="supported"/> (the job's <c>features.failure_reasons</c>) lists it or every server
    /// knows it; else the nearest that every server knows; else <c>unknown_failure</c>.
    /// </summary>
    public static string ToWire(FailureReason reason, IReadOnlyList<string>? supported)
    {
        var name = Name(reason);
        if (name is "script_failure" or "runner_system_failure" or "job_execution_timeout" || supported?.Contains(name) == true)
        {
            return name;
        }

        return reason switch
        {
            FailureReason.ImagePullFailure or FailureReason.RunnerExternalDependencyFailure => "runner_system_failure",
            FailureReason.RunnerConfigurationError => "script_failure",
            _ => "unknown_failure",
        };
    }

    private static string Name(FailureReason reason) => reason switch
    {
        FailureReason.ScriptFailure => "script_failure",
        FailureReason.RunnerSystemFailure => "runner_system_failure",
        FailureReason.JobExecutionTimeout => "job_execution_timeout",
        FailureReason.ImagePullFailure => "image_pull_failure",
        FailureReason.RunnerConfigurationError => "runner_configuration_error",
        FailureReason.RunnerExternalDependencyFailure => "runner_external_dependency_failure",
        FailureReason.RunnerInterrupted => "runner_interrupted",
        FailureReason.JobCanceled => "job_canceled",
        _ => "unknown_failure",
    };
}
