using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;

namespace Odagrun.Lab.Payload;

/// <summary>All variables of a job, in GitLab's precedence (later wins), expanded and sorted. Runs under the board's gate.</summary>
internal sealed class JobVariables(LabBoard board, Job job)
{
    public IReadOnlyList<CiVariable> Build()
    {
        var pipeline = job.Pipeline;
        return VariableExpansion.ExpandAll(
        [
            .. PredefinedVariables.Of(board, pipeline.Project, pipeline.Source),
            .. PredefinedVariables.OfPipeline(board, pipeline),
            .. PredefinedVariables.OfJob(board, job),
            .. job.Definition.Variables,
            .. DependencyBuilder.Jobs(job).SelectMany(from => from.Dotenv),
            .. pipeline.Project.Variables.Where(variable => !variable.Protected || pipeline.Source.IsProtected),
            .. pipeline.Source.Variables,
        ]);
    }
}
