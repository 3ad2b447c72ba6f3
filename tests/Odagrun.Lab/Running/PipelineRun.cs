using Odagrun.Lab.Git;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Web;
using Odagrun.Lab.Yaml;

namespace Odagrun.Lab.Running;

/// <summary>One pipeline of a local repository, from starting the services to the table at the end.</summary>
internal static class PipelineRun
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int Unusable = 2;

    public static async Task<int> RunAsync(PipelineRunOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        if (await BranchAsync(options.Repository, cancellationToken) is not { } branch)
        {
            await Console.Error.WriteLineAsync($"{options.Repository} is no git repository with a branch checked out: give the path of one");
            return Unusable;
        }

        await output.WriteLineAsync("Starting Azurite, docker-registry, the Lab and the functions' host …");
        try
        {
            await using var parts = await StartAsync(options, output, cancellationToken);
            return await FollowAsync(parts, await CreateAsync(parts, options, branch, cancellationToken), output, cancellationToken);
        }
        catch (CiConfigurationException e)
        {
            await Console.Error.WriteLineAsync($".gitlab-ci.yml: {e.Message}");
            return Unusable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("Canceled; everything that was started is taken down.");
            return Failed;
        }
    }

    private static async Task<string?> BranchAsync(string repository, CancellationToken cancellationToken)
    {
        var head = await GitCommand.TryAsync(repository, null, cancellationToken, "symbolic-ref", "--short", "HEAD");
        return head.Code == 0 ? head.Output.Trim() : null;
    }

    private static async Task<LabWithRunner> StartAsync(PipelineRunOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        var parts = await LabWithRunner.StartAsync(
            new LabWithRunnerOptions
            {
                Lab = new LabOptions { Port = options.Port, TraceUpdateInterval = TimeSpan.FromSeconds(1) },
                Limit = options.Limit,
                OnHostLine = options.ShowHostLog ? line => output.WriteLine($"host | {line}") : null,
            },
            cancellationToken);
        try
        {
            await parts.Installation.StartHostAsync(cancellationToken);
            return parts;
        }
        catch
        {
            await parts.DisposeAsync();
            throw;
        }
    }

    private static async Task<PipelineView> CreateAsync(LabWithRunner parts, PipelineRunOptions options, string branch, CancellationToken cancellationToken)
    {
        var project = $"local/{Path.GetFileName(options.Repository.TrimEnd('/')).ToLowerInvariant()}";
        await parts.Lab.CreateProjectFromAsync(project, options.Repository, cancellationToken);
        var variables = new List<CiVariable>(options.Variables);
        foreach (var (name, file) in options.Images)
        {
            variables.Add(new CiVariable(name, await parts.PushImageAsync(name.ToLowerInvariant().Replace('_', '-'), file, cancellationToken)));
        }

        return await parts.Lab.CreatePipelineAsync(project, branch, variables, cancellationToken);
    }

    private static async Task<int> FollowAsync(LabWithRunner parts, PipelineView pipeline, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync($"Pipeline {pipeline.Id}: {pipeline.Title} ({pipeline.Ref}, {pipeline.Sha[..8]}). Page: {parts.Lab.Url}/");
        var follower = new PipelineFollower(parts.Lab, output);
        using var canceled = cancellationToken.Register(() => parts.Lab.CancelPipeline(pipeline.Id));
        pipeline = await follower.FollowAsync(pipeline.Id, cancellationToken);
        await PipelineReport.WriteAsync(parts, pipeline, output, cancellationToken);
        return pipeline.Status == JobStatus.Success ? Passed : Failed;
    }
}
