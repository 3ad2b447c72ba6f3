namespace Odagrun.GitLab.Api;

/// <summary>Why a job failed, before it is mapped to what the server knows (<see cref="FailureReasons.ToWire"/>).</summary>
public enum FailureReason
{
    /// <summary>The job's script ended with an exit code other than 0.</summary>
    ScriptFailure,

    /// <summary>The runner or its cluster is at fault.</summary>
    RunnerSystemFailure,

    /// <summary>The job's time limit was reached.</summary>
    JobExecutionTimeout,

    /// <summary>The image could not be pulled, for a reason not told apart further.</summary>
    ImagePullFailure,

    /// <summary>The job's configuration can't work: image not found, bad value.</summary>
    RunnerConfigurationError,

    /// <summary>A network or service outside the runner failed.</summary>
    RunnerExternalDependencyFailure,

    /// <summary>The runner was stopped, or the node taken away.</summary>
    RunnerInterrupted,

    /// <summary>Canceled by GitLab.</summary>
    JobCanceled,

    /// <summary>Nothing of the above.</summary>
    UnknownFailure,
}
