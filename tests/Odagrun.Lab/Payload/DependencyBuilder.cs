using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.Payload;

/// <summary>Which earlier jobs hand their artifacts to a job. The token is that of the running job, as newer servers do.</summary>
internal static class DependencyBuilder
{
    public static IReadOnlyList<DependencyResponse> Build(Job job) =>
        [.. Jobs(job).Select(from => new DependencyResponse(from.Id, from.Name, job.Token, File(from)))];

    /// <summary>Jobs whose artifacts and dotenv variables a job gets.</summary>
    public static IReadOnlyList<Job> Jobs(Job job)
    {
        var pipeline = job.Pipeline;
        var candidates = job.Definition.Needs is { } needs
            ? needs.Where(need => need.Artifacts).SelectMany(need => Predecessors.Named(pipeline, need))
            : pipeline.Latest.Where(other => other.Definition.StageIndex < job.Definition.StageIndex);
        if (job.Definition.Dependencies is { } named)
        {
            candidates = candidates.Where(other => named.Contains(other.Name) || named.Contains(other.Definition.Key));
        }

        return [.. candidates.Where(other => other.Status.IsFinished() && other.Status != JobStatus.Skipped).Distinct()];
    }

    private static ArtifactsFileResponse? File(Job job) =>
        job.Artifacts.FirstOrDefault(artifact => artifact.Type == "archive") is { } archive
            ? new ArtifactsFileResponse(archive.FileName, archive.Size)
            : null;
}
