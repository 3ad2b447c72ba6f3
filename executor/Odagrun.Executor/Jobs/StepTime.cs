namespace Odagrun.Executor.Jobs;

/// <summary>What stops a step before it is done.</summary>
internal enum StepTime
{
    /// <summary>Before and in the script: a cancel too.</summary>
    Main,

    /// <summary>After the script: only the end of the job itself.</summary>
    Late,

    /// <summary>Always runs to its end, in a time of its own.</summary>
    Cleanup,
}
