using Odagrun.GitLab.Api;

namespace Odagrun.Executor.Jobs;

/// <summary>Why a job failed: GitLab's reason, the script's exit code where it has one, and a sentence for the log.</summary>
internal sealed record JobFailure(FailureReason Reason, string Message, int ExitCode = 0)
{
    /// <summary>The fault is the runner's or its surroundings'; a wrong configuration is the job's own.</summary>
    internal bool IsSystem => Reason is FailureReason.RunnerSystemFailure or FailureReason.RunnerExternalDependencyFailure
        or FailureReason.RunnerInterrupted;

    internal static JobFailure Script(int exitCode) => new(FailureReason.ScriptFailure, $"exit code {exitCode}", exitCode);

    internal static JobFailure System(string message) => new(FailureReason.RunnerSystemFailure, message);

    internal static JobFailure Configuration(string message) => new(FailureReason.RunnerConfigurationError, message);
}
