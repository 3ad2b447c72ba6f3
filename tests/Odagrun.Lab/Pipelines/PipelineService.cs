using Odagrun.Lab.Board;
using Odagrun.Lab.Git;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Payload;
using Odagrun.Lab.Projects;

namespace Odagrun.Lab.Pipelines;

/// <summary>Makes pipelines for refs.</summary>
internal sealed class PipelineService(LabBoard board, JobFactory jobs, PipelineProgress progress, JobLifecycle lifecycle)
{
    /// <summary>
    /// A pipeline for a ref as it is now; null when rules leave nothing to run. A wrong configuration gives a failed pipeline with errors.
    /// </summary>
    public async Task<Pipeline?> CreateAsync(Project project, PipelineSource request, CancellationToken cancellationToken)
    {
        var repository = new BareRepository(project.Repository);
        var source = await repository.DescribeAsync(request, cancellationToken);
        source = source with { IsProtected = IsProtected(project, source) };
        var compiled = await CompileAsync(project, repository, source, cancellationToken);
        if (compiled.IsFiltered)
        {
            return null;
        }

        Pipeline pipeline;
        lock (board.Gate)
        {
            pipeline = Make(project, source, compiled);
        }

        // Jobs fetch refs/pipelines/ID, so it has to be there before a runner may see them.
        await repository.SetRefAsync($"refs/pipelines/{pipeline.Id}", source.Sha, cancellationToken);
        lock (board.Gate)
        {
            Publish(pipeline);
        }

        return pipeline;
    }

    private Task<CompiledPipeline> CompileAsync(
        Project project, BareRepository repository, PipelineSource source, CancellationToken cancellationToken)
    {
        IReadOnlyList<CiVariable> predefined;
        IReadOnlyList<CiVariable> own;
        lock (board.Gate)
        {
            predefined = PredefinedVariables.Of(board, project, source);
            own = [.. project.Variables.Where(variable => !variable.Protected || source.IsProtected)];
        }

        return new PipelineCompiler(repository, source, predefined, own).CompileAsync(cancellationToken);
    }

    private static bool IsProtected(Project project, PipelineSource source) =>
        project.ProtectedRefs.Contains(source.Ref) || (!source.IsTag && source.Ref == project.DefaultBranch);

    private Pipeline Make(Project project, PipelineSource source, CompiledPipeline compiled)
    {
        var pipeline = new Pipeline(board.NextId(), ++project.PipelineCount, project, source)
        {
            CreatedAt = board.Clock.GetUtcNow(),
            Name = compiled.Name,
            Errors = compiled.Errors,
            Stages = compiled.Stages,
        };
        pipeline.Jobs.AddRange(compiled.Jobs.Select(definition => jobs.Create(pipeline, definition, attempt: 0)));
        return pipeline;
    }

    private void Publish(Pipeline pipeline)
    {
        board.Pipelines.Add(pipeline.Id, pipeline);
        foreach (var job in pipeline.Jobs)
        {
            board.Jobs.Add(job.Id, job);
        }

        CancelRedundant(pipeline);
        progress.Advance(pipeline);
        board.QueueChanged();
    }

    /// <summary>Older pipelines of the ref lose their interruptible jobs, unless one that is not interruptible has started.</summary>
    private void CancelRedundant(Pipeline pipeline)
    {
        var older = board.Pipelines.Values.Where(other =>
            other.Project == pipeline.Project && other.Source.Ref == pipeline.Source.Ref && other.Source.IsTag == pipeline.Source.IsTag
            && other.Source.Kind == "push" && pipeline.Source.Kind == "push" && other.Id < pipeline.Id
            && !other.Status.IsFinished()).ToList();
        foreach (var other in older)
        {
            if (other.Latest.Any(job => !job.Definition.Interruptible && job.StartedAt is not null))
            {
                continue;
            }

            foreach (var job in other.Latest.Where(job => job.Definition.Interruptible || job.StartedAt is null).Reverse().ToList())
            {
                lifecycle.Cancel(job);
            }
        }
    }
}
