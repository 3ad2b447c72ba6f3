using System.Globalization;
using Odagrun.Lab.Board;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.RunnerApi.Wire;

namespace Odagrun.Lab.Payload;

/// <summary>Builds what a runner gets for a job. Runs under the board's gate.</summary>
internal sealed class PayloadBuilder(LabBoard board)
{
    private const int DefaultTimeout = 3600;

    /// <summary>Failure reasons a runner may send and that are kept.</summary>
    public static IReadOnlyList<string> FailureReasons { get; } =
    [
        "unknown_failure", "script_failure", "runner_system_failure", "job_execution_timeout",
        "runner_configuration_error", "runner_external_dependency_failure", "runner_interrupted",
    ];

    public JobResponse Build(Job job)
    {
        var variables = new JobVariables(board, job).Build();
        var timeout = Timeout(job);
        var definition = job.Definition;
        return new JobResponse
        {
            Id = job.Id,
            Token = job.Token,
            JobInfo = Info(job),
            GitInfo = GitInfoBuilder.Build(board, job, variables),
            RunnerInfo = new RunnerLimitsResponse(timeout, "", $"lab-{job.Runner!.Id}"),
            Variables = [.. variables.Select(Variable)],
            Steps = Steps(definition, timeout),
            Image = definition.Image is { } image ? Image(image, variables) : null,
            Services = [.. definition.Services.Select(service => Image(service, variables))],
            Artifacts = [.. definition.Artifacts.Select(artifact => Artifact(artifact))],
            Cache = [.. definition.Caches.Select((cache, index) => Cache(job, cache, index, variables))],
            Credentials = [.. job.Pipeline.Project.RegistryLogins.Select(
                login => new CredentialResponse("registry", login.Host, login.UserName, login.Password))],
            Dependencies = DependencyBuilder.Build(job),
            Features = new FeaturesResponse(TraceSections: true, ["glpat-", "glcbt-", "glrt-"], FailureReasons),
            Hooks = [.. definition.Hooks.Select(hook => new HookResponse(hook.Name, hook.Script))],
        };
    }

    private static int Timeout(Job job)
    {
        var seconds = job.Definition.Timeout is { } limit ? (int)limit.TotalSeconds : DefaultTimeout;
        return job.Runner?.Options.MaximumTimeout is { } most ? Math.Min(seconds, most) : seconds;
    }

    private JobInfoResponse Info(Job job) => new()
    {
        Id = job.Id,
        Name = job.Name,
        Stage = job.Stage,
        PipelineId = job.Pipeline.Id,
        ProjectId = job.Pipeline.Project.Id,
        ProjectName = job.Pipeline.Project.Name,
        ProjectFullPath = job.Pipeline.Project.Path,
        TimeInQueueSeconds = (board.Clock.GetUtcNow() - (job.QueuedAt ?? job.CreatedAt)).TotalSeconds,
        ProjectJobsRunningOnInstanceRunnersCount = board.Jobs.Values
            .Count(other => other.Pipeline.Project == job.Pipeline.Project && other.Status == JobStatus.Running).ToString(
                CultureInfo.InvariantCulture),
    };

    private static VariableResponse Variable(CiVariable variable) =>
        new(variable.Key, variable.Value, variable.Public, variable.File, variable.Masked, variable.Raw);

    private static List<StepResponse> Steps(CiJob job, int timeout)
    {
        var steps = new List<StepResponse> { new("script", job.Script, timeout, "on_success", AllowFailure: false) };
        if (job.AfterScript.Count > 0)
        {
            steps.Add(new StepResponse("after_script", job.AfterScript, timeout, "always", AllowFailure: true));
        }

        return steps;
    }

    private static ImageResponse Image(CiImage image, IReadOnlyList<CiVariable> variables) => new()
    {
        Name = VariableExpansion.Expand(image.Name, variables),
        Alias = image.Alias,
        Entrypoint = image.Entrypoint,
        Command = image.Command,
        PullPolicy = image.PullPolicy.Count > 0 ? image.PullPolicy : null,
        Variables = image.Variables.Count > 0 ? [.. image.Variables.Select(Variable)] : null,
        ExecutorOpts = new ExecutorOptsResponse(
            image.DockerPlatform is null && image.DockerUser is null
                ? null
                : new DockerOptsResponse(image.DockerPlatform, image.DockerUser),
            image.KubernetesUser is null ? null : new KubernetesOptsResponse(image.KubernetesUser)),
    };

    private static ArtifactResponse Artifact(CiArtifact artifact) => new()
    {
        Name = artifact.Name,
        Untracked = artifact.Type == "archive" ? artifact.Untracked : null,
        Paths = artifact.Paths,
        Exclude = artifact.Exclude.Count > 0 ? artifact.Exclude : null,
        When = artifact.When,
        ExpireIn = artifact.ExpireIn,
        ArtifactType = artifact.Type,
        ArtifactFormat = artifact.Format,
    };

    private static CacheResponse Cache(Job job, CiCache cache, int index, IReadOnlyList<CiVariable> variables)
    {
        var suffix = cache.Unprotect ? "" : job.Pipeline.Source.IsProtected ? "-protected" : "-non_protected";
        return new CacheResponse
        {
            Key = $"{VariableExpansion.Expand(cache.Key, variables)}-{index}{suffix}",
            Untracked = cache.Untracked,
            Policy = cache.Policy,
            Paths = cache.Paths,
            When = cache.When,
            FallbackKeys = [.. cache.FallbackKeys.Select(key => $"{VariableExpansion.Expand(key, variables)}-{index}{suffix}")],
        };
    }
}
