using Odagrun.Lab.Git;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Web;
using Odagrun.Lab.Yaml;

namespace Odagrun.Lab;

/// <content>Its pipelines.</content>
public sealed partial class LabServer
{
    /// <summary>All pipelines, the newest first.</summary>
    public IReadOnlyList<PipelineView> Pipelines =>
        Locked(() => Board.Pipelines.Values.Reverse().Select(pipeline => Views.Of(Board, pipeline)).ToList());

    /// <summary>Makes a pipeline for a branch or tag as it is now, as the page's "Run pipeline" does.</summary>
    /// <exception cref="CiConfigurationException">The configuration is wrong, or gives no jobs.</exception>
    /// <exception cref="ArgumentException">There is no such project or ref.</exception>
    public Task<PipelineView> CreatePipelineAsync(string path, string reference, CancellationToken cancellationToken) =>
        CreatePipelineAsync(path, reference, [], cancellationToken);

    /// <summary>As above, with variables of the call.</summary>
    public Task<PipelineView> CreatePipelineAsync(
        string path, string reference, IReadOnlyList<CiVariable> variables, CancellationToken cancellationToken) =>
        CreatePipelineAsync(path, reference, variables, "web", cancellationToken);

    /// <summary>As above, with the value of <c>CI_PIPELINE_SOURCE</c>.</summary>
    public async Task<PipelineView> CreatePipelineAsync(
        string path, string reference, IReadOnlyList<CiVariable> variables, string source, CancellationToken cancellationToken)
    {
        var project = Find(path);
        var repository = new BareRepository(project.Repository);
        var branch = await repository.CommitAsync($"refs/heads/{reference}", cancellationToken);
        var sha = branch ?? await repository.CommitAsync($"refs/tags/{reference}", cancellationToken)
            ?? throw new ArgumentException($"{path} has no branch or tag '{reference}'");
        var request = new PipelineSource(reference, IsTag: branch is null, sha, PipelineSource.ZeroSha, source) { Variables = variables };
        var pipeline = await _services.Pipelines.CreateAsync(project, request, cancellationToken)
            ?? throw new CiConfigurationException("no job is left to run: the rules of all jobs, or of the workflow, say no");
        return pipeline.Errors.Count > 0
            ? throw new CiConfigurationException(pipeline.Errors)
            : Locked(() => Views.Of(Board, pipeline));
    }

    /// <summary>Waits until a pipeline has ended, or only waits for a person (manual), and gives it.</summary>
    public Task<PipelineView> WaitForPipelineAsync(long id, CancellationToken cancellationToken) =>
        WaitForPipelineAsync(id, pipeline => pipeline.Status.IsFinished() || pipeline.Status == JobStatus.Manual, cancellationToken);

    /// <summary>Waits until <paramref name="condition"/> holds for a pipeline.</summary>
    public Task<PipelineView> WaitForPipelineAsync(long id, Func<PipelineView, bool> condition, CancellationToken cancellationToken) =>
        Board.WaitAsync(() => Views.Of(Board, Board.Pipelines[id]) is var view && condition(view) ? view : null, cancellationToken);

    /// <summary>A pipeline as it is now.</summary>
    public PipelineView? FindPipeline(long id) =>
        Locked(() => Board.Pipelines.TryGetValue(id, out var pipeline) ? Views.Of(Board, pipeline) : null);

    /// <summary>Cancels all jobs of a pipeline; false when it has ended.</summary>
    public bool CancelPipeline(long id) => _services.Actions.CancelPipeline(id);

    /// <summary>Runs all failed and canceled jobs of a pipeline again; false when there are none.</summary>
    public bool RetryPipeline(long id) => _services.Actions.RetryPipeline(id);
}
