using System.Globalization;
using Odagrun.GitLab.Api;
using Odagrun.Jobs.Failures;
using Odagrun.Jobs.Pods;

namespace Odagrun.Functions.Following;

/// <summary>What a pod's end means for GitLab, and one sentence that helps.</summary>
internal static class PodFailures
{
    /// <summary>Of a pod that ended without its executor having reported.</summary>
    public static JobFailure Describe(PodStatus status) => status switch
    {
        { Failure: { } failure } => Describe(failure, status.Message, status.ExitCode),
        { Termination: { } word } => new JobFailure(
            Enum.TryParse<FailureReason>(word.Reason, out var reason) ? reason : FailureReason.RunnerSystemFailure,
            $"The job ended as '{word.State}', but its executor could not report that to GitLab: {word.Message ?? "no answer"}. The log above may be incomplete."),
        _ => Describe(PodFailure.ExecutorCrashed, status.Message, status.ExitCode),
    };

    public static JobFailure Describe(PodFailure? failure, string? message, int? exitCode) => failure switch
    {
        PodFailure.ImageNotFound => Configuration("The job's image was not found in the registry", message),
        PodFailure.ImageDenied => Configuration("The registry denies access to the job's image", message),
        PodFailure.ImageInvalid => Configuration("The job's image can't be used", message),
        PodFailure.ImageUnreachable =>
            new(FailureReason.RunnerExternalDependencyFailure, Sentence("The registry with the job's image can't be reached", message)),
        PodFailure.Configuration => Configuration("The job's pod can't be made", message),
        PodFailure.Refused => Configuration("The cluster refuses the job's pod", message),
        PodFailure.StartError => System("The job's container could not be started", message),
        PodFailure.OutOfMemory =>
            System("The job was killed because it used more memory than its limit allows; give it more, or let it use less", message),
        PodFailure.DiskFull => System("The disk of the job's node is full", message),
        PodFailure.DeadlineExceeded =>
            new(FailureReason.JobExecutionTimeout, Sentence("The job's time was over, and its pod was stopped", message)),
        PodFailure.Killed => System("The job's pod was killed from outside", message),
        PodFailure.Deleted => System("The job's pod is gone: somebody deleted it, or its node was lost", message),
        PodFailure.Evicted => System("The cluster evicted the job's pod", message),
        PodFailure.Preempted =>
            System("The job's pod had to make room for another of higher priority, or its spot node was taken away", message),
        PodFailure.NodeLost => System("The node on which the job ran is gone", message),
        _ => System(string.Create(CultureInfo.InvariantCulture,
            $"The executor ended unexpectedly (exit code {exitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"})"), message),
    };

    private static JobFailure Configuration(string what, string? message) =>
        new(FailureReason.RunnerConfigurationError, Sentence(what, message));

    private static JobFailure System(string what, string? message) => new(FailureReason.RunnerSystemFailure, Sentence(what, message));

    private static string Sentence(string what, string? message) => string.IsNullOrWhiteSpace(message) ? what + "." : $"{what}: {message}";
}
