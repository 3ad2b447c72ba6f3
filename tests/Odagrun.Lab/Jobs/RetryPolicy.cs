namespace Odagrun.Lab.Jobs;

/// <summary>Whether a failed job is run again by itself: <c>retry:</c>, and lost acknowledgements.</summary>
internal static class RetryPolicy
{
    public const string ProvisioningTimeout = "runner_provisioning_timeout";

    public static bool Allows(Job job, LabOptions options)
    {
        if (job.FailureReason == ProvisioningTimeout)
        {
            return job.Attempt < options.AcknowledgementRetries;
        }

        var retry = job.Definition.Retry;
        return job.Attempt < retry.Max && Matches(job, retry);
    }

    private static bool Matches(Job job, Pipelines.CiRetry retry)
    {
        if (retry.When.Count == 0 && retry.ExitCodes.Count == 0)
        {
            return true;
        }

        return retry.When.Contains("always")
            || retry.When.Contains(job.FailureReason ?? "unknown_failure")
            || (job.ExitCode is { } code && retry.ExitCodes.Contains(code));
    }
}
