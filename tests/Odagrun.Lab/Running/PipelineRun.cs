using System.Runtime.InteropServices;
using Odagrun.Lab.Git;
using Odagrun.Lab.Jobs;
using Odagrun.Lab.Pipelines;
using Odagrun.Lab.Terminal;
using Odagrun.Lab.Web;
using Odagrun.Lab.Yaml;
using Odagrun.Stack.Cluster;
using Spectre.Console;

namespace Odagrun.Lab.Running;

/// <summary>One pipeline of a local repository, from starting the services to the table at the end.</summary>
internal static class PipelineRun
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int Unusable = 2;
    private const int PlainWidth = 200;
    private const string CiFile = ".gitlab-ci.yml";

    // As a shell reports a program ended by Ctrl-C.
    private const int Canceled = 130;

    private static readonly TimeSpan CancelLimit = TimeSpan.FromSeconds(15);

    public static async Task<int> RunAsync(PipelineRunOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        // A terminal that is closed: nobody is left to press Ctrl-C, and containers outlive their host.
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var hangup = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context =>
        {
            context.Cancel = true;
            over.Cancel();
        });
        return await RunToEndAsync(options, output, over.Token);
    }

    private static async Task<int> RunToEndAsync(PipelineRunOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        try
        {
            var sources = await LocalSources.FindAsync(options.Repository, cancellationToken);
            await using var ground = options.InCluster ? await FindClusterAsync(output, cancellationToken) : null;
            await output.WriteLineAsync("Starting Azurite, docker-registry, the Lab and the functions' host …");
            await using var registries = await FurtherRegistries.StartAsync(options.Registries, ground, cancellationToken);
            await using var parts = await StartAsync(options, ground, registries, output, cancellationToken);
            var pipeline = await CreateAsync(parts, options, sources, registries, output, cancellationToken);
            var result = await FollowAsync(parts, options, pipeline, output, cancellationToken);
            await registries.ListAsync(output, cancellationToken);
            return result;
        }
        catch (CiConfigurationException e)
        {
            // What is wrong within a file names the file and the line.
            await Console.Error.WriteLineAsync(
                e.Message.StartsWith(CiFile, StringComparison.Ordinal) ? e.Message : $"{CiFile}: {e.Message}");
            return Unusable;
        }
        catch (GitException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return Unusable;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("Canceled; everything that was started is taken down.");
            return Canceled;
        }
        finally
        {
            await TestCluster.StopAsync();
        }
    }

    private static async Task<ClusterInstallation> FindClusterAsync(TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync("Looking for a Kubernetes cluster (KUBECONFIG), else starting one …");
        var ground = await ClusterInstallation.PrepareAsync(cancellationToken);
        await output.WriteLineAsync(
            $"Jobs run in namespace {ground.Namespace.Name}; KUBECONFIG={ground.Cluster.Kubeconfig} kubectl get jobs,pods -A shows them.");
        return ground;
    }

    private static async Task<LabWithRunner> StartAsync(
        PipelineRunOptions options, ClusterInstallation? ground, FurtherRegistries registries, TextWriter output,
        CancellationToken cancellationToken)
    {
        var what = new LabWithRunnerOptions
        {
            Lab = new LabOptions { Port = options.Port, TraceUpdateInterval = TimeSpan.FromSeconds(1) },
            Limit = options.Limit,
            Settings = registries.Settings,
            OnHostLine = options.ShowHostLog ? line => output.WriteLine($"host | {line}") : null,
        };
        var parts = await LabWithRunner.StartAsync(ground is null ? what : what.In(ground), cancellationToken);
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

    private static async Task<PipelineView> CreateAsync(
        LabWithRunner parts, PipelineRunOptions options, LocalSources sources, FurtherRegistries registries, TextWriter output,
        CancellationToken cancellationToken)
    {
        var project = $"local/{sources.Name}";
        await parts.Lab.CreateProjectAsync(project, new Dictionary<string, string>(), cancellationToken);
        var uncommitted = await parts.Lab.ImportAsync(project, sources, withUncommitted: !options.CommittedOnly, cancellationToken);
        if (uncommitted > 0)
        {
            await output.WriteLineAsync($"{uncommitted} files that are not committed come along (--committed leaves them out).");
        }

        List<CiVariable> variables = [.. options.Variables, .. registries.Variables];
        foreach (var (name, file) in options.Images)
        {
            variables.Add(
                new CiVariable(name, await parts.PushImageAsync(name.ToLowerInvariant().Replace('_', '-'), file, cancellationToken)));
        }

        return await parts.Lab.CreatePipelineAsync(project, sources.Branch, variables, "push", cancellationToken);
    }

    private static async Task<int> FollowAsync(
        LabWithRunner parts, PipelineRunOptions options, PipelineView pipeline, TextWriter output, CancellationToken cancellationToken)
    {
        await output.WriteLineAsync(
            $"Pipeline {pipeline.Id}: {pipeline.Title} ({pipeline.Ref}, {pipeline.Sha[..8]}). Page: {parts.Lab.Url}/");
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var isPlain = options.ShowHostLog || PipelineDisplay.IsPlain(console, Environment.GetEnvironmentVariable);
        if (isPlain)
        {
            // Tables for programs are not cut to what seems to be a terminal's width.
            console.Profile.Width = Math.Max(console.Profile.Width, PlainWidth);
        }

        IPipelineDisplay display = isPlain ? new PlainDisplay(output) : new TerminalDisplay(console, TimeProvider.System);
        var events = new LabPipelineEvents(parts.Lab);
        try
        {
            await display.ShowAsync(events.FollowAsync(pipeline.Id, cancellationToken), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await CancelAsync(parts.Lab, pipeline.Id, display, events, output);
            return Canceled;
        }

        pipeline = parts.Lab.FindPipeline(pipeline.Id)!;
        new RunSummary(console, TimeProvider.System, isPlain).Write(
            pipeline, await PipelineReport.ReadAsync(parts, pipeline, cancellationToken));
        return pipeline.Status == JobStatus.Success ? Passed : Failed;
    }

    /// <summary>Cancels the pipeline and gives running jobs the time for their after_script.</summary>
    private static async Task CancelAsync(
        LabServer lab, long pipeline, IPipelineDisplay display, LabPipelineEvents events, TextWriter output)
    {
        await output.WriteLineAsync("Canceling the pipeline …");
        lab.CancelPipeline(pipeline);
        using var limit = new CancellationTokenSource(CancelLimit, TimeProvider.System);
        try
        {
            await display.ShowAsync(events.FollowAsync(pipeline, limit.Token), limit.Token);
        }
        catch (OperationCanceledException)
        {
            await output.WriteLineAsync($"Jobs that still run after {CancelLimit.TotalSeconds:F0} s end with the host.");
        }
    }
}
