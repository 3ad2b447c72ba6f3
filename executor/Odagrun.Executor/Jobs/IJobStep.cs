namespace Odagrun.Executor.Jobs;

/// <summary>
/// One step of a job's life. The list of them is the workflow (<see cref="JobWorkflow"/>): what GitLab's contract adds later (cache,
/// services, terminal, work spaces) is another step in that list.
/// </summary>
internal interface IJobStep
{
    /// <summary>The section of the log, in GitLab's names: <c>get_sources</c>.</summary>
    string Section { get; }

    /// <summary>The section's first line.</summary>
    string Header { get; }

    /// <summary>What may stop it.</summary>
    StepTime Time { get; }

    /// <summary>Whether there is anything to do, as things stand.</summary>
    bool IsWanted(JobSession session);

    /// <summary>Does it; null is success. Surprises are exceptions.</summary>
    Task<JobFailure?> RunAsync(JobSession session, CancellationToken cancellationToken);
}
