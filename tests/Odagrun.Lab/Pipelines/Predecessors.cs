using Odagrun.Lab.Jobs;

namespace Odagrun.Lab.Pipelines;

/// <summary>What has to be done before a job may start.</summary>
internal static class Predecessors
{
    /// <summary>The jobs a job waits for, and whether <c>needs</c> named them.</summary>
    public static (IReadOnlyList<Job> Jobs, bool IsDag) Of(Pipeline pipeline, Job job)
    {
        if (job.Definition.Needs is not { } needs)
        {
            return ([.. pipeline.Latest.Where(other => other.Definition.StageIndex < job.Definition.StageIndex)], false);
        }

        return ([.. needs.SelectMany(need => Named(pipeline, need))], true);
    }

    /// <summary>The jobs one need stands for: all of a parallel job, or one run of its matrix.</summary>
    public static IEnumerable<Job> Named(Pipeline pipeline, CiNeed need) =>
        pipeline.Latest.Where(job => (job.Name == need.Job || job.Definition.Key == need.Job) && Fits(job.Definition, need));

    /// <summary>Nothing more is expected of it by itself; manual jobs count, whoever they block decides.</summary>
    public static bool IsSettled(Job job) => job.Status.IsFinished() || job.Status == JobStatus.Manual;

    private static bool Fits(CiJob job, CiNeed need) =>
        need.Matrix is not { } wanted || wanted.All(pair => job.Matrix?.GetValueOrDefault(pair.Key) == pair.Value);
}
