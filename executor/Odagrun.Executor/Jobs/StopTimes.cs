namespace Odagrun.Executor.Jobs;

/// <summary>
/// What a pod that is being stopped has left, and who gets how much of it: the end of its script, then GitLab's last word of it.
/// </summary>
internal readonly record struct StopTimes
{
    /// <summary>What Kubernetes gives a pod that asks for nothing else.</summary>
    internal static readonly TimeSpan UsualGrace = TimeSpan.FromSeconds(30);

    // Scripts end at once as a rule. More than this they have where a job is canceled, too.
    private static readonly TimeSpan LongestForScripts = TimeSpan.FromSeconds(10);

    private StopTimes(TimeSpan scripts, TimeSpan all) => (Scripts, All) = (scripts, all);

    /// <summary>From SIGTERM to SIGKILL for the job's processes.</summary>
    internal TimeSpan Scripts { get; }

    /// <summary>From the request to end until the executor gives up on GitLab, and leaves FollowJob a word instead.</summary>
    internal TimeSpan All { get; }

    /// <summary>By the time until the pod is killed.</summary>
    internal static StopTimes Of(TimeSpan grace) =>
        new(grace / 3 < LongestForScripts ? grace / 3 : LongestForScripts, grace * 0.8);
}
