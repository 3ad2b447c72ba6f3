using Odagrun.Lab.Artifacts;
using Odagrun.Lab.Board;
using Odagrun.Lab.Faults;
using Odagrun.Lab.Git;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Payload;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Projects;
using Odagrun.Lab.RunnerApi;
using Odagrun.Lab.Transcript;

namespace Odagrun.Lab;

/// <summary>The parts of a Lab, put together.</summary>
internal sealed class LabServices
{
    public LabServices(LabOptions options, string directory)
    {
        Board = new LabBoard(options, directory);
        Requests = new RequestLog(options.Clock);
        var factory = new JobFactory(Board);
        var progress = new PipelineProgress(Board, factory);
        var lifecycle = new JobLifecycle(Board, progress);
        Pipelines = new PipelineService(Board, factory, progress, lifecycle);
        Projects = new ProjectService(Board, Pipelines);
        Actions = new JobActions(Board, lifecycle, progress);
        Links = new StorageLinks(Board);
        FaultMiddleware = new FaultMiddleware(Board, Faults);
        Git = new GitEndpoint(Board, Projects);
        RunnerApi = new RunnerApiRoutes(
            new VerifyEndpoint(Board),
            new JobRequestEndpoint(Board, lifecycle, new PayloadBuilder(Board), Tampering),
            new JobUpdateEndpoint(Board, lifecycle),
            new TraceEndpoint(Board, lifecycle),
            new ArtifactUploadEndpoint(Board, new ArtifactStore(Board), Tampering),
            new ArtifactDownloadEndpoint(Board, Links));
    }

    public LabBoard Board { get; }

    public FaultPlan Faults { get; } = new();

    public Tampering Tampering { get; } = new();

    public FaultMiddleware FaultMiddleware { get; }

    public RequestLog Requests { get; }

    public PipelineService Pipelines { get; }

    public ProjectService Projects { get; }

    public JobActions Actions { get; }

    public StorageLinks Links { get; }

    public GitEndpoint Git { get; }

    public RunnerApiRoutes RunnerApi { get; }
}
